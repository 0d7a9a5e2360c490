package io.journeytracker.sdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a client and the intake, hands on what it gets as it is, and fails as told: one post after the other, then
 * never again. Preflights and questions always get through.
 */
final class FaultyProxy implements AutoCloseable {

    /** What happens to a post. */
    enum Fault {
        /** Answered with 500, not handed on. */
        SERVER_ERROR,
        /** Answered with 429 and a Retry-After of one second, not handed on. */
        BUSY,
        /** Handed on and taken, but the connection ends without an answer. */
        DROPPED
    }

    /** A request as it came, and the status that the client got; 0: none. */
    record Passed(String method, String path, Headers headers, int status) {

        String header(String name) {
            return headers.containsKey(name) ? headers.getFirst(name) : "";
        }
    }

    private static final Set<String> QUESTIONS = Set.of("/flags", "/decide");
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length");
    private static final int INTERNAL_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Passed> passed = new CopyOnWriteArrayList<>();
    private final int target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param target the intake's port on this machine */
    FaultyProxy(int target, List<Fault> faults) {
        this.target = target;
        this.faults.addAll(faults);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Passed> passed() {
        return List.copyOf(passed);
    }

    /** Faults that no post has met. */
    List<Fault> left() {
        return List.copyOf(faults);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath().replaceFirst("(?<=.)/$", "");
            boolean post = exchange.getRequestMethod().equals("POST") && !QUESTIONS.contains(path);
            Fault fault = post ? faults.poll() : null;
            if (fault == Fault.SERVER_ERROR || fault == Fault.BUSY) {
                refuse(exchange, fault);
                return;
            }
            Response response = ask(exchange, body);
            if (fault == Fault.DROPPED) {
                pass(exchange, 0);
                return;
            }
            pass(exchange, response.status);
            response.headers.forEach(header -> exchange.getResponseHeaders().add(header.name, header.value));
            exchange.sendResponseHeaders(response.status, response.body.length == 0 ? -1 : response.body.length);
            if (response.body.length > 0) {
                exchange.getResponseBody().write(response.body);
            }
        }
    }

    private void pass(HttpExchange exchange, int status) {
        passed.add(new Passed(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), status));
    }

    /** As the intake itself refuses: a page's script may read it. */
    private void refuse(HttpExchange exchange, Fault fault) throws IOException {
        Headers answer = exchange.getResponseHeaders();
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null) {
            answer.set("Access-Control-Allow-Origin", origin);
            answer.set("Access-Control-Allow-Credentials", "true");
            answer.set("Access-Control-Expose-Headers", "Retry-After");
        }
        if (fault == Fault.BUSY) {
            answer.set("Retry-After", "1");
        }
        int status = fault == Fault.BUSY ? TOO_MANY_REQUESTS : INTERNAL_ERROR;
        pass(exchange, status);
        exchange.sendResponseHeaders(status, -1);
    }

    private record Header(String name, String value) {}

    private record Response(int status, List<Header> headers, byte[] body) {

        static Response of(byte[] bytes) {
            String all = new String(bytes, StandardCharsets.ISO_8859_1);
            int end = all.indexOf("\r\n\r\n");
            List<String> lines = List.of(all.substring(0, end).split("\r\n"));
            List<Header> headers = lines.stream()
                    .skip(1)
                    .map(line -> line.split(": *", 2))
                    .map(pair -> new Header(pair[0], pair[1]))
                    .filter(header -> !OF_THE_CONNECTION.contains(header.name.toLowerCase(Locale.ROOT)))
                    .toList();
            return new Response(
                    Integer.parseInt(lines.get(0).split(" ")[1]),
                    headers,
                    all.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** By hand, since Java's client does not let the header Host pass. */
    private Response ask(HttpExchange exchange, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append(" HTTP/1.1\r\n");
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.write(body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target)) {
            socket.getOutputStream().write(all.toByteArray());
            return Response.of(socket.getInputStream().readAllBytes());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
