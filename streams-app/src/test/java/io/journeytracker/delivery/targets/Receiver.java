package io.journeytracker.delivery.targets;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;

/** A server that keeps what it is sent and answers what a test says, at an address of this machine that is not the canary's. */
final class Receiver implements AutoCloseable {

    static final String ADDRESS = "127.77.0.1";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Reply> replies = any -> new Reply(200, Map.of(), "ok");

    /**
     * One request.
     *
     * @param headers by their names in small letters
     * @param serverName that TLS was asked for; empty: none, or no TLS
     */
    record Received(URI uri, Map<String, String> headers, String body, Optional<String> serverName) {}

    record Reply(int status, Map<String, String> headers, String body) {}

    Receiver() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0), 0));
    }

    Receiver(SSLContext tls) throws IOException {
        this(https(tls));
    }

    private static HttpServer https(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private Receiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
            Optional<String> name = exchange instanceof HttpsExchange secure
                            && secure.getSSLSession() instanceof ExtendedSSLSession session
                    ? session.getRequestedServerNames().stream()
                            .findFirst()
                            .map(asked -> new String(asked.getEncoded()))
                    : Optional.empty();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Received request = new Received(exchange.getRequestURI(), headers, body, name);
            received.add(request);
            Reply reply = replies.apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    void answer(int status, Map<String, String> headers, String body) {
        replies = any -> new Reply(status, headers, body);
    }

    void answer(Function<Received, Reply> how) {
        replies = how;
    }

    List<Received> received() {
        return received;
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI at(String path) {
        return URI.create("http://" + ADDRESS + ":" + port() + path);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
