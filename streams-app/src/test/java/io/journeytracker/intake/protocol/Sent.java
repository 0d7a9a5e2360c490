package io.journeytracker.intake.protocol;

import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request as a client sends it, to be read by the protocol that answers its path. */
final class Sent {

    static final long RECEIVED_AT = 1_795_442_855_700L;

    private final String method;
    private final String path;
    private final Map<String, String> pathParameters = new TreeMap<>();
    private final Map<String, String> query = new TreeMap<>();
    private final Map<String, String> headers = new TreeMap<>();
    private byte[] body = new byte[0];

    private Sent(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static Sent post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    static Sent post(String path, byte[] body) {
        Sent sent = new Sent("POST", path);
        sent.body = body;
        return sent;
    }

    static Sent get(String path) {
        return new Sent("GET", path);
    }

    Sent header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    Sent query(String name, String value) {
        query.put(name, value);
        return this;
    }

    Sent basic(String credentials) {
        return header("Authorization", "Basic " + base64(credentials));
    }

    /** The same path asked again with another body, as a dead letter is: its headers and query are gone. */
    Sent again(byte[] other) {
        headers.clear();
        query.clear();
        body = other;
        return this;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As the route of its path reads it. */
    Batch read() throws MalformedRequestException {
        return ((Route.Messages) route()).read().read(request());
    }

    /** Its only message. */
    Message message() throws MalformedRequestException {
        return message(read(), 0);
    }

    static Message message(Batch batch, int index) {
        if (batch.items().get(index) instanceof Message message) {
            return message;
        }
        throw new AssertionError("refused: " + batch.items().get(index));
    }

    Unreadable refused() throws MalformedRequestException {
        return (Unreadable) read().items().get(0);
    }

    /** The text that a question is answered with. */
    String answer() {
        Answer answer = ((Route.Question) route()).respond().respond(request());
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private IntakeRequest request() {
        return new IntakeRequest(path, pathParameters, query, headers, body, RECEIVED_AT);
    }

    private Route route() {
        for (Protocol protocol : Protocols.all()) {
            for (Route route : protocol.routes()) {
                if (method(route).equals(method) && fits(route.pattern())) {
                    return route;
                }
            }
        }
        throw new AssertionError("no protocol answers " + method + " " + path);
    }

    static String method(Route route) {
        return route instanceof Route.Messages messages ? messages.method() : ((Route.Question) route).method();
    }

    private boolean fits(String pattern) {
        String[] expected = pattern.split("/");
        String[] found = path.replaceFirst("/$", "").split("/");
        if (expected.length != found.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (expected[i].startsWith("{")) {
                pathParameters.put(expected[i].substring(1, expected[i].length() - 1), found[i]);
            } else if (!expected[i].equals(found[i])) {
                return false;
            }
        }
        return true;
    }
}
