package io.journeytracker.http;

import java.util.Locale;

/** Every refusal that there is, by the word that programs read, with its status; docs/intake.md has the same table. */
public enum ErrorCode {
    MALFORMED(400),
    INVALID(400),
    BAD_REQUEST(400),
    UNKNOWN_KEY(401),
    ORIGIN_NOT_ALLOWED(403),
    NOT_ALLOWED(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    BODY_TOO_SLOW(408),
    CONFLICT(409),
    BODY_TOO_LARGE(413),
    BATCH_TOO_LARGE(413),
    UNSUPPORTED_TYPE(415),
    UNSUPPORTED_ENCODING(415),
    TOO_MANY_REQUESTS(429),
    TOO_MANY_EVENTS(429),
    HEADERS_TOO_LARGE(431),
    FAILED(500),
    UNAVAILABLE(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** HTTP's. */
    public int status() {
        return status;
    }

    /** Small letters with dashes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
