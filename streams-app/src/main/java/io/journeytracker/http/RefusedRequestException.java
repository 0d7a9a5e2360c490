package io.journeytracker.http;

/** A request that is refused, with what its sender is told. */
public final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ErrorBody body;

    public RefusedRequestException(ErrorCode code, String field, String message) {
        super(message, null, false, false);
        this.body = new ErrorBody(code, field, message);
    }

    public ErrorBody body() {
        return body;
    }
}
