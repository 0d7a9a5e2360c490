package io.journeytracker.http;

import java.nio.ByteBuffer;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the HTTP parser refuses (a bad request line, headers that are too large) in the same form as every other refusal. */
final class JsonErrorHandler extends ErrorHandler {

    private static final Set<Integer> HEAD_TOO_LARGE = Set.of(414, 431);
    private static final int TOO_SLOW = 408;
    private static final int UNAVAILABLE = 503;
    /** A version or a coding of HTTP that nobody speaks: the client's fault, and 5xx would make it try again. */
    private static final Set<Integer> CLIENTS_FAULTS = Set.of(501, 505);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ErrorBody body = of(response.getStatus());
        response.setStatus(body.code().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ErrorBody.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(body.bytes()), callback);
        return true;
    }

    private static ErrorBody of(int status) {
        if (HEAD_TOO_LARGE.contains(status)) {
            return new ErrorBody(
                    ErrorCode.HEADERS_TOO_LARGE, "headers", "the headers are too large; expected at most 8 KB");
        }
        if (status == TOO_SLOW) {
            return new ErrorBody(ErrorCode.BODY_TOO_SLOW, ErrorBody.WHOLE, "the request did not arrive in time");
        }
        if (status == UNAVAILABLE) {
            return new ErrorBody(ErrorCode.UNAVAILABLE, ErrorBody.WHOLE, "the server is about to stop; try again");
        }
        return HttpStatus.isServerError(status) && !CLIENTS_FAULTS.contains(status)
                ? ErrorBody.FAILED
                : new ErrorBody(
                        ErrorCode.BAD_REQUEST,
                        ErrorBody.WHOLE,
                        "this is no valid HTTP request: " + HttpStatus.getMessage(status));
    }
}
