package io.journeytracker.intake.http;

import java.time.Duration;

/** What one request may be; docs/intake.md names the same figures. */
final class Limits {

    /** Of a body, packed and unpacked. */
    static final int BATCH_BYTES = 500 * 1024;

    /** Of one message in it, about: its text as JSON. */
    static final int EVENT_BYTES = 32 * 1024;

    /** Of the bodies that are being read or handled at one time. */
    static final long ALL_BODIES_BYTES = 64L << 20;

    /** From the end of the headers to the end of the body. */
    static final Duration BODY_TIME = Duration.ofSeconds(10);

    /** Without a byte. */
    static final Duration IDLE = Duration.ofSeconds(15);

    private Limits() {}
}
