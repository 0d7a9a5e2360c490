package io.journeytracker.delivery.targets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Every HTTP request that goes to a target. It follows no redirect, ends after a time whatever the other side does, and reads no more of an answer
 * than is of use. Thread-safe.
 */
public final class OutboundHttp {

    /** Most bytes that are read of an answer's body; the rest is not waited for. */
    public static final int LONGEST_BODY = 4_096;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /**
     * Posts a body.
     *
     * @param headers names and values, without those that HTTP itself sets
     * @param within from the beginning to the end of the answer
     * @throws IOException if there is no connection, no answer, or none within that time; the message holds nothing of what was sent
     */
    public HttpAnswer post(URI address, Map<String, String> headers, byte[] body, Duration within)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(within).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.build(), info -> new Beginning());
        try {
            HttpResponse<byte[]> response = answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return new HttpAnswer(
                    response.statusCode(),
                    response.headers().firstValue("retry-after"),
                    new String(response.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + within.toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getClass().getSimpleName(), failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** The first bytes of a body. */
    private static final class Beginning implements HttpResponse.BodySubscriber<byte[]> {

        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Flow.Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] some = new byte[Math.min(buffer.remaining(), LONGEST_BODY - bytes.size())];
                buffer.get(some);
                bytes.writeBytes(some);
            }
            if (bytes.size() >= LONGEST_BODY) {
                subscription.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}
