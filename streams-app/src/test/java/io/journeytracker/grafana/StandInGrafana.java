package io.journeytracker.grafana;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;

/**
 * Answers what compose-check asks of Grafana, where the real one cannot run: its health, its dashboards, and its proxy to the data
 * source, as Grafana's HTTP API documents them.
 */
final class StandInGrafana implements AutoCloseable {

    private static final String DASHBOARD = "/api/dashboards/uid/";
    private static final String PROXY = "/api/datasources/proxy/uid/prometheus";

    private final HttpServer server;
    private final Set<String> dashboards;
    private final String prometheus;

    /** @param dashboards uids of those that are provisioned */
    StandInGrafana(Set<String> dashboards, String prometheus) throws IOException {
        this.dashboards = dashboards;
        this.prometheus = prometheus;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (path.startsWith(PROXY)) {
                pass(exchange, path.substring(PROXY.length()));
                return;
            }
            boolean known = path.equals("/api/health")
                    || (path.startsWith(DASHBOARD) && dashboards.contains(path.substring(DASHBOARD.length())));
            exchange.sendResponseHeaders(known ? 200 : 404, -1);
        }
    }

    private void pass(HttpExchange exchange, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(prometheus + path))
                .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()))
                .build();
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
