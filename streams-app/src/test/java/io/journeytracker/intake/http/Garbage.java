package io.journeytracker.intake.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates requests that are wrong somewhere: in the request line, the headers, the length, the encoding, the JSON or its fields. */
final class Garbage {

    private static final List<String> METHODS = List.of("POST", "GET", "PUT", "post", "", "BREW", "OPTIONS", "HEAD");
    private static final List<String> PATHS = List.of(
            "/v1/touchpoints",
            "/v1/touchpoints/",
            "/v1/touchpoints?writeKey=%zz",
            "/v1/touchpoints?writeKey=first-key&writeKey=",
            "/v1/%74ouchpoints",
            "/v1/touchpoints;a=b",
            "/v1/../v1/touchpoints",
            "/%00",
            "//",
            "*",
            "/openapi.json",
            "http://other/v1/touchpoints");
    private static final List<String> HEADERS = List.of(
            "Content-Encoding: gzip",
            "Content-Encoding: deflate",
            "Content-Encoding: gzip, gzip",
            "Content-Type: application/x-ndjson",
            "Content-Type: text/plain; charset=nothing",
            "Content-Type: ;",
            "Authorization: Basic !!!!",
            "Authorization: Bearer",
            "Origin: null",
            "Origin: https://shop.example\u0001",
            "Forwarded: for=\"[::1",
            "X-Forwarded-For: , ,",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Expect: 100-continue",
            "Expect: the-unexpected",
            ": nothing",
            "No colon",
            "Upgrade: h2c",
            "ce-specversion: 9");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-0",
            "1e999",
            "1e-999",
            "12345678901234567890123",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "[]",
            "{}",
            "[[[]]]",
            "{\"a\":{\"a\":{}}}",
            "\"2026-99-99T00:00:00Z\"",
            "9223372036854775807",
            "\"u-1\"");
    private static final List<String> FIELDS = List.of(
            "messageId",
            "anonymousId",
            "userId",
            "event",
            "time",
            "channel",
            "class",
            "contact",
            "properties",
            "traits",
            "sentiment",
            "score",
            "comment",
            "value",
            "currency",
            "touchpoints",
            "sentAt",
            "backFill",
            "context",
            "\\u0000",
            "");

    private final Random random;

    Garbage(Random random) {
        this.random = random;
    }

    byte[] request() {
        byte[] body = body();
        StringBuilder head = new StringBuilder();
        // Mostly to the right place, so that what lies behind it is reached.
        boolean aimed = random.nextInt(4) > 0;
        head.append(aimed ? "POST" : one(METHODS)).append(' ').append(aimed ? PATHS.get(0) : one(PATHS));
        head.append(random.nextInt(20) == 0 ? " HTTP/9.9" : " HTTP/1.1").append("\r\nHost: intake\r\n");
        if (random.nextInt(5) > 0) {
            head.append("X-Write-Key: first-key\r\n");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            head.append(one(HEADERS)).append("\r\n");
        }
        if (random.nextInt(50) == 0) {
            head.append("X-Large: ").append("x".repeat(20_000)).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length + (random.nextInt(10) == 0 ? random.nextInt(9) : 0));
        head.append("\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** A request that was right, spoiled in its body, its headers or its target. */
    byte[] spoiled(Seed seed) {
        List<String> headers = new ArrayList<>(seed.headers());
        String target = seed.target();
        byte[] body = seed.body();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> spoil(headers);
                case 1 -> target = spoiledTarget(target);
                case 2 -> headers.add(one(HEADERS));
                default -> body = spoiled(body);
            }
        }
        return new Seed(random.nextInt(20) == 0 ? one(METHODS) : seed.method(), target, headers, body).bytes();
    }

    private void spoil(List<String> headers) {
        if (headers.isEmpty()) {
            return;
        }
        int at = random.nextInt(headers.size());
        String header = headers.get(at);
        int colon = header.indexOf(':');
        headers.set(
                at,
                switch (random.nextInt(4)) {
                    case 0 -> header.substring(0, colon + 1);
                    case 1 -> header + (char) (1 + random.nextInt(255));
                    case 2 -> header.substring(0, colon + 1) + "%" + one(VALUES);
                    default -> header.substring(0, colon + 1 + random.nextInt(header.length() - colon));
                });
    }

    private String spoiledTarget(String target) {
        int at = 1 + random.nextInt(target.length() - 1);
        return switch (random.nextInt(4)) {
            case 0 -> target.substring(0, at) + "%" + target.substring(at);
            case 1 -> target + (target.contains("?") ? "&" : "?") + "a.b.c.d.e.f.g.h.i.j=%F0%9F&writeKey=&e=&data=x";
            case 2 -> target.substring(0, at) + "%00" + target.substring(at);
            default -> target.replace("first-key", "%ff");
        };
    }

    private byte[] spoiled(byte[] body) {
        if (body.length < 2) {
            return one(VALUES).getBytes(StandardCharsets.UTF_8);
        }
        int at = random.nextInt(body.length);
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String changed =
                switch (random.nextInt(6)) {
                    case 0 -> text.substring(0, at);
                    case 1 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
                    case 2 -> text.substring(0, at) + text.substring(at / 2, at) + text.substring(at);
                    case 3 -> withAnotherValue(text, ":");
                    case 4 -> withAnotherValue(text, ",");
                    default -> withAnotherValue(withAnotherValue(text, ":"), ":");
                };
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** With something else in the place of the text, number or word behind one of the signs: most often still JSON. */
    private String withAnotherValue(String json, String sign) {
        int from = json.indexOf(sign, random.nextInt(json.length()));
        if (from < 0) {
            return json;
        }
        int to = from + 1;
        boolean quoted = to < json.length() && json.charAt(to) == '"';
        to += quoted ? 1 : 0;
        while (to < json.length() && (quoted ? json.charAt(to) != '"' : ",}]".indexOf(json.charAt(to)) < 0)) {
            to++;
        }
        return json.substring(0, from + 1)
                + one(VALUES)
                + json.substring(Math.min(json.length(), quoted ? to + 1 : to));
    }

    private byte[] body() {
        byte[] body = json(3).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i > 0 && body.length > 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(10) == 0) {
            random.nextBytes(body);
        }
        return body;
    }

    private String json(int depth) {
        if (depth == 0) {
            return one(VALUES);
        }
        StringBuilder object = new StringBuilder(random.nextInt(4) == 0 ? "[{" : "{");
        for (int i = random.nextInt(6); i > 0; i--) {
            object.append('"').append(one(FIELDS)).append("\":");
            object.append(random.nextInt(3) == 0 ? json(depth - 1) : one(VALUES))
                    .append(',');
        }
        object.append("\"event\":")
                .append(one(VALUES))
                .append(",\"userId\":")
                .append(one(VALUES))
                .append('}');
        return object.charAt(0) == '[' ? object.append(']').toString() : object.toString();
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
