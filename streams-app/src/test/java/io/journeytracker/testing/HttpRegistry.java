package io.journeytracker.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Confluent's registry in memory behind real HTTP, so that it can be away. Registers schemas and hands them out; no more. */
public final class HttpRegistry implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REGISTER = Pattern.compile("/subjects/([^/]+)/versions");
    private static final Pattern BY_ID = Pattern.compile("/schemas/ids/(\\d+)");

    private final MockSchemaRegistryClient schemas = new MockSchemaRegistryClient();
    private final AtomicInteger refused = new AtomicInteger();
    private final HttpServer server;
    private volatile boolean away;

    public HttpRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on every request is answered with 503. */
    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** How many requests came while it was away. */
    public int refused() {
        return refused.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (away) {
                refused.incrementAndGet();
                answer(exchange, 503, Map.of("error_code", 50301, "message", "away"));
                return;
            }
            String path = exchange.getRequestURI().getPath();
            Matcher register = REGISTER.matcher(path);
            Matcher byId = BY_ID.matcher(path);
            if (register.matches()) {
                JsonNode request = JSON.readTree(exchange.getRequestBody());
                int id = schemas.register(
                        register.group(1), new AvroSchema(request.get("schema").asText()));
                answer(exchange, 200, Map.of("id", id));
            } else if (byId.matches()) {
                String schema =
                        schemas.getSchemaById(Integer.parseInt(byId.group(1))).canonicalString();
                answer(exchange, 200, Map.of("schema", schema));
            } else {
                answer(exchange, 404, Map.of("error_code", 404, "message", "unknown path " + path));
            }
        } catch (RestClientException e) {
            answer(exchange, e.getStatus(), Map.of("error_code", e.getErrorCode(), "message", e.getMessage()));
        }
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
