package io.journeytracker.intake.http;

import java.time.Duration;

/** What one request may be; docs/intake.md names the same figures. */
final class Limits {

    /** Of a body, packed and unpacked. */
    static final int BATCH_BYTES = 500 * 1024;

    /** Of a body that is refused, and whose sender is still heard out so that he reads the answer. */
    static final long REFUSED_BYTES = 8L << 20;

    /** Of one message in it, about: its text as JSON. */
    static final int EVENT_BYTES = 32 * 1024;

    /** Of what one request becomes on Kafka: a context that all its messages share is written with each of them. */
    static final long RECORDS_BYTES = 8L << 20;

    /** Of the bodies that are being read or handled at one time, as they came and unpacked, until they are answered. */
    static final long ALL_BODIES_BYTES = 64L << 20;

    /** From the end of the headers to the end of the body. */
    static final Duration BODY_TIME = Duration.ofSeconds(10);

    /** Without a byte. */
    static final Duration IDLE = Duration.ofSeconds(15);

    private Limits() {}
}
