package io.journeytracker.http;

import io.javalin.http.Context;
import java.time.Duration;

/** A request that is refused, with what its sender is told. */
public final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final transient ErrorBody body;
    private final Duration after;

    public RefusedRequestException(ErrorCode code, String field, String message) {
        this(new ErrorBody(code, field, message), Duration.ZERO);
    }

    private RefusedRequestException(ErrorBody body, Duration after) {
        super(body.message(), null, false, false);
        this.body = body;
        this.after = after;
    }

    /** Something that nothing came of and that may well be asked again, soon, which Retry-After says. */
    public static RefusedRequestException forNow(String field, String message) {
        return new RefusedRequestException(new ErrorBody(ErrorCode.UNAVAILABLE, field, message), SOON);
    }

    public ErrorBody body() {
        return body;
    }

    void answer(Context context) {
        if (!after.isZero()) {
            context.header("Retry-After", String.valueOf(after.toSeconds()));
        }
        body.answer(context);
    }
}
