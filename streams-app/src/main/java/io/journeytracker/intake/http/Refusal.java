package io.journeytracker.intake.http;

import io.journeytracker.http.ErrorBody;

/**
 * A request that is not taken, as the client is told.
 *
 * @param status HTTP's
 * @param retryAfterSeconds when to try again; 0: not said
 */
record Refusal(int status, ErrorBody error, int retryAfterSeconds) {

    static final int BAD_REQUEST = 400;

    private static final int RETRY_SECONDS = 2;

    static Refusal malformed(String field, String message) {
        return of(BAD_REQUEST, "malformed", field, message);
    }

    static Refusal noneUsable(String field, String message) {
        return of(BAD_REQUEST, "invalid", field, message);
    }

    static Refusal unknownKey(boolean given) {
        return of(
                401,
                "unknown-key",
                "writeKey",
                given
                        ? "is no write key of a configured source; expected one that journey.intake.sources names"
                        : "is missing; expected a write key, for instance in the header Authorization: Bearer KEY");
    }

    static Refusal originNotAllowed() {
        return of(403, "origin-not-allowed", "Origin", "is not one that the write key's source allows");
    }

    static Refusal methodNotAllowed(String allowed) {
        return of(405, "method-not-allowed", "method", "is not answered at this path; expected " + allowed);
    }

    static Refusal bodyTooSlow() {
        return of(408, "body-too-slow", "body", "did not arrive within " + Limits.BODY_TIME.toSeconds() + " s");
    }

    static Refusal bodyTooLarge() {
        return of(413, "body-too-large", "body", "is too large; expected at most " + Limits.BATCH_BYTES + " bytes");
    }

    static Refusal unsupportedType() {
        return of(
                415,
                "unsupported-type",
                "Content-Type",
                "is not understood; expected JSON, as application/json or text/plain, or what the protocol's SDKs send");
    }

    static Refusal unsupportedEncoding() {
        return of(415, "unsupported-encoding", "Content-Encoding", "is not understood; expected gzip, deflate or none");
    }

    static Refusal tooManyRequests(int seconds) {
        return new Refusal(
                429, new ErrorBody("too-many-requests", "address", "sends too many requests"), Math.max(1, seconds));
    }

    static Refusal tooManyEvents(int seconds) {
        return new Refusal(
                429, new ErrorBody("too-many-events", "writeKey", "sends too many events"), Math.max(1, seconds));
    }

    static Refusal unavailable(String why) {
        return new Refusal(503, new ErrorBody("unavailable", "", why), RETRY_SECONDS);
    }

    private static Refusal of(int status, String code, String field, String message) {
        return new Refusal(status, new ErrorBody(code, field, message), 0);
    }
}
