package io.journeytracker.intake.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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
