package io.journeytracker.delivery.targets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;

/** What comes back of one request: its status, and the first {@link OutboundHttp#LONGEST_BODY} bytes. */
final class HttpExchange implements Response.Listener {

    private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Response beginning;

    CompletableFuture<HttpAnswer> answer() {
        return answer;
    }

    /** The answer with as much of its body as there is; empty: it has not begun. */
    synchronized Optional<HttpAnswer> soFar() {
        return Optional.ofNullable(beginning)
                .map(response -> new HttpAnswer(
                        response.getStatus(),
                        Optional.ofNullable(response.getHeaders().get(HttpHeader.RETRY_AFTER)),
                        bytes.toString(StandardCharsets.UTF_8)));
    }

    @Override
    public synchronized void onHeaders(Response response) {
        beginning = response;
    }

    @Override
    public synchronized void onContent(Response response, ByteBuffer content) {
        byte[] some = new byte[Math.min(content.remaining(), OutboundHttp.LONGEST_BODY - bytes.size())];
        content.get(some);
        bytes.writeBytes(some);
        if (bytes.size() >= OutboundHttp.LONGEST_BODY) {
            soFar().ifPresent(answer::complete);
            response.abort(new IOException("long enough"));
        }
    }

    /** Whoever breaks off within the body has answered. */
    @Override
    public void onComplete(Result result) {
        Optional<HttpAnswer> answered = soFar();
        answered.ifPresentOrElse(answer::complete, () -> answer.completeExceptionally(result.getFailure()));
    }
}
