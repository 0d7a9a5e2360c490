package io.journeytracker.delivery.targets;

import io.journeytracker.config.InternalReceivers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Every HTTP request that goes to a target. It connects only to addresses that an {@link AddressGuard} took, follows no redirect, keeps no
 * connection and no cookie, ends after a time whatever the other side does, and reads no more of an answer than is of use. Thread-safe.
 */
public final class OutboundHttp implements AutoCloseable {

    /** Most bytes that are read of an answer's body; the rest is not waited for. */
    public static final int LONGEST_BODY = 4_096;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_HEADERS = 16_384;
    private static final int THREADS = 32;

    /** Many targets may be behind one host, and one that hangs must leave connections to the others: how many each may have its own pace says. */
    private static final int CONNECTIONS_A_HOST = 100_000;

    private final AddressGuard guard;
    private final HttpClient client;

    /** Starts its threads. */
    public OutboundHttp(AddressGuard guard) {
        this(guard, new SslContextFactory.Client());
    }

    /** @param allowed receivers that are not on the Internet */
    public OutboundHttp(InternalReceivers allowed) {
        this(new AddressGuard(allowed));
    }

    OutboundHttp(AddressGuard guard, SslContextFactory.Client tls) {
        this.guard = guard;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("delivery-http");
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(tls);
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setConnectTimeout(CONNECT.toMillis());
        client.setMaxConnectionsPerDestination(CONNECTIONS_A_HOST);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setMaxResponseHeadersSize(LONGEST_HEADERS);
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "journey-tracker"));
        client.setDestinationIdleTimeout(TimeUnit.MINUTES.toMillis(1));
        client.setSocketAddressResolver(new Guarded(guard));
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("an HTTP client can always be started", e);
        }
        // Redirects, proofs of identity, 100 Continue: what comes back is an answer and never a reason to send again.
        client.getProtocolHandlers().clear();
        client.getContentDecoderFactories().clear();
    }

    /** Hands the client the addresses that were checked: it connects to these and looks nothing up. */
    private record Guarded(AddressGuard guard) implements SocketAddressResolver {

        @Override
        public void resolve(
                String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
            guard.resolve(host, port).whenComplete((addresses, refused) -> {
                if (refused == null) {
                    promise.succeeded(addresses);
                } else {
                    promise.failed(refused.getCause() == null ? refused : refused.getCause());
                }
            });
        }
    }

    /** Who says where messages may go, also those that are not sent by HTTP. */
    AddressGuard guard() {
        return guard;
    }

    /**
     * Posts a body.
     *
     * @param headers names and values, without those that HTTP itself sets
     * @param within from the beginning to the end of the answer; where only its body takes longer, what came of it is the answer
     * @throws RefusedAddressException if messages may not go there
     * @throws IOException if there is no connection, no answer, or none within that time; the message holds nothing of what was sent
     */
    public HttpAnswer post(URI address, Map<String, String> headers, byte[] body, Duration within)
            throws IOException, InterruptedException {
        WebAddress.check(address);
        HttpExchange exchange = new HttpExchange();
        // One connection for each message: what was checked is what is used, and no half-closed connection costs an
        // attempt.
        Request request = client.POST(URI.create(address.toASCIIString()))
                .headers(all -> headers.forEach((name, value) -> all.put(name, plain(value))))
                .headers(all -> all.put(HttpHeader.CONNECTION, "close"))
                .body(new BytesRequestContent(body));
        request.send(exchange);
        try {
            return exchange.answer().get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return exchange.soFar()
                    .orElseThrow(() -> new IOException("no answer within " + within.toMillis() + " ms", late));
        } catch (ExecutionException failed) {
            throw told(failed.getCause());
        } finally {
            request.abort(new IOException("ended"));
        }
    }

    /** What libraries say of a failure may hold the address, which may be a secret: only its kind is told, but for what is ours. */
    private static IOException told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedAddressException refused) {
                return refused;
            }
        }
        return new IOException(failure.getClass().getSimpleName(), failure);
    }

    private static String plain(String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("a header's value is printable ASCII");
        }
        return value;
    }

    @Override
    public void close() {
        guard.close();
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("an HTTP client can always be stopped", e);
        }
    }
}
