package io.journeytracker.intake.http;

import io.journeytracker.http.ErrorBody;
import io.journeytracker.http.ErrorCode;

/**
 * A request that is not taken, as the client is told.
 *
 * @param status HTTP's
 * @param retryAfterSeconds when to try again; 0: not said
 */
record Refusal(int status, ErrorBody error, int retryAfterSeconds) {

    private static final int RETRY_SECONDS = 2;

    static Refusal malformed(String field, String message) {
        return of(ErrorCode.MALFORMED, field, message);
    }

    static Refusal noneUsable(String field, String message) {
        return of(ErrorCode.INVALID, field, message);
    }

    static Refusal unknownKey(boolean given) {
        return of(
                ErrorCode.UNKNOWN_KEY,
                "writeKey",
                given
                        ? "is no write key of a configured source; expected one that journey.intake.sources names"
                        : "is missing; expected a write key, for instance in the header Authorization: Bearer KEY");
    }

    static Refusal originNotAllowed() {
        return of(ErrorCode.ORIGIN_NOT_ALLOWED, "Origin", "is not one that the write key's source allows");
    }

    static Refusal methodNotAllowed(String allowed) {
        return of(ErrorCode.METHOD_NOT_ALLOWED, "method", "is not answered at this path; expected " + allowed);
    }

    static Refusal bodyTooSlow() {
        return of(ErrorCode.BODY_TOO_SLOW, "body", "did not arrive within " + Limits.BODY_TIME.toSeconds() + " s");
    }

    static Refusal bodyTooLarge() {
        return of(ErrorCode.BODY_TOO_LARGE, "body", "is too large; expected at most " + Limits.BATCH_BYTES + " bytes");
    }

    static Refusal unsupportedType() {
        return of(
                ErrorCode.UNSUPPORTED_TYPE,
                "Content-Type",
                "is not understood; expected JSON, as application/json or text/plain, or what the protocol's SDKs send");
    }

    static Refusal unsupportedEncoding() {
        return of(
                ErrorCode.UNSUPPORTED_ENCODING,
                "Content-Encoding",
                "is not understood; expected gzip, deflate or none");
    }

    /** @param field where the batch stands, or what makes it too large */
    static Refusal batchTooLarge(String field, String message) {
        return of(ErrorCode.BATCH_TOO_LARGE, field, message);
    }

    static Refusal tooManyRequests(int seconds) {
        return later(
                ErrorCode.TOO_MANY_REQUESTS,
                "address",
                "sends too many requests; expected to be asked again after Retry-After",
                Math.max(1, seconds));
    }

    /** @param seconds after which there is room */
    static Refusal tooManyEvents(int seconds) {
        return later(
                ErrorCode.TOO_MANY_EVENTS,
                "writeKey",
                "brings too many messages, or too many from this address; expected them after Retry-After",
                Math.max(1, seconds));
    }

    static Refusal unavailable(String why) {
        return later(ErrorCode.UNAVAILABLE, ErrorBody.WHOLE, why, RETRY_SECONDS);
    }

    /** The same under another status, for clients that would give up. */
    Refusal withStatus(int other) {
        return new Refusal(other, error, retryAfterSeconds);
    }

    private static Refusal later(ErrorCode code, String field, String message, int seconds) {
        return new Refusal(code.status(), new ErrorBody(code, field, message), seconds);
    }

    private static Refusal of(ErrorCode code, String field, String message) {
        return new Refusal(code.status(), new ErrorBody(code, field, message), 0);
    }
}
