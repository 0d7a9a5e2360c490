package io.journeytracker.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers by HTTP as an intake might, in an order that the test gives; in the end always that all is well. */
public final class StandInIntake implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Given WELL = new Given(200, "{}", Map.of());

    /** An answer to be given. */
    private record Given(int status, String body, Map<String, String> headers) {}

    /** What was asked. */
    public record Asked(String path, String authorization, JsonNode body) {

        /** The elements of the body's list. */
        public List<JsonNode> elements(String field) {
            List<JsonNode> elements = new ArrayList<>();
            body.path(field).forEach(elements::add);
            return elements;
        }
    }

    private final Queue<Given> answers = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public StandInIntake() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers the next request so. */
    public StandInIntake then(int status, String body) {
        return then(status, body, Map.of());
    }

    /** @param headers of the answer */
    public StandInIntake then(int status, String body, Map<String, String> headers) {
        answers.add(new Given(status, body, headers));
        return this;
    }

    /** All requests so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    json(exchange.getRequestBody().readAllBytes())));
            Given given = answers.isEmpty() ? WELL : answers.remove();
            given.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(given.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            return JSON.nullNode();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
