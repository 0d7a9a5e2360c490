package io.journeytracker.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives webhooks badly: of a hundred, 30 get a server's error, three are told to wait, which counts for all that follow, 17 are reset; some are never
 * answered, answered slowly, or without end. Whatever it does it reads the message first, and tells what it answered with success.
 */
public final class BadReceiver implements AutoCloseable {

    private static final int BYTES_PROMISED = 1_000;
    private static final int SLOW_BYTES = 5;

    private final byte[] key;
    private final Random chance;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /**
     * What came.
     *
     * @param verified whether the signature is right
     * @param taken whether it was answered with success
     */
    public record Received(
            String id, String timestamp, String signature, String body, boolean verified, boolean taken) {}

    /** @param secret {@code whsec_} and the key in base64 */
    public BadReceiver(String secret, long seed) {
        this.key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        this.chance = new Random(seed);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/hook", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    public List<Received> received() {
        return received;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int mood;
        synchronized (chance) {
            mood = chance.nextInt(100);
        }
        // Half an answer says 2xx too: what was sent has arrived.
        boolean taken = mood >= 50 && mood != 51;
        received.add(new Received(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(body, StandardCharsets.UTF_8),
                verified(exchange, body),
                taken));
        if (mood >= 53) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else if (mood < 30) {
            exchange.sendResponseHeaders(500 + mood % 4, -1);
            exchange.close();
        } else if (mood < 33) {
            exchange.getResponseHeaders().set("retry-after", "1");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        } else if (mood < 50) {
            throw new IOException("the connection is reset");
        } else if (mood == 52) {
            slowly(exchange);
        } else if (mood == 50) {
            // Half an answer, and nothing more.
            exchange.sendResponseHeaders(200, BYTES_PROMISED);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
        }
        // Otherwise never an answer.
    }

    /** Half a second for a few bytes. */
    private static void slowly(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, SLOW_BYTES);
        try {
            for (int i = 0; i < SLOW_BYTES; i++) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                Thread.sleep(100);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private boolean verified(HttpExchange exchange, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signed = exchange.getRequestHeaders().getFirst("webhook-id") + "."
                    + exchange.getRequestHeaders().getFirst("webhook-timestamp") + "."
                    + new String(body, StandardCharsets.UTF_8);
            String expected =
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return List.of(exchange.getRequestHeaders()
                            .getFirst("webhook-signature")
                            .split(" "))
                    .contains(expected);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
