package io.journeytracker.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the HTTP parser refuses (a bad request line, headers that are too large) in the same form as every other refusal. */
final class JsonErrorHandler extends ErrorHandler {

    private static final int TOO_LARGE = 431;

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ErrorBody.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(of(status).bytes()), callback);
        return true;
    }

    private static ErrorBody of(int status) {
        if (status == TOO_LARGE) {
            return new ErrorBody("headers-too-large", "headers", "the headers are too large; expected at most 8 KB");
        }
        return HttpStatus.isServerError(status)
                ? ErrorBody.FAILED
                : new ErrorBody("bad-request", "", "this is no valid HTTP request: " + HttpStatus.getMessage(status));
    }
}
