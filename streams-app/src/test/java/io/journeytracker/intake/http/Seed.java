package io.journeytracker.intake.http;

import io.journeytracker.intake.protocol.Protocol;
import io.journeytracker.intake.protocol.Protocols;
import io.journeytracker.intake.protocol.Route;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A request that its route takes, with the key {@code first-key}: to be spoiled.
 *
 * @param target path and query
 * @param headers besides those that every request has
 */
record Seed(String method, String target, List<String> headers, byte[] body) {

    private static final String JSON = "Content-Type: application/json";
    private static final String KEY = "X-Write-Key: first-key";
    private static final String CONTEXT =
            "{\"page\":{\"url\":\"https://shop.example/a?utm_source=b\",\"referrer\":\"https://c.example/\"},"
                    + "\"library\":{\"name\":\"x\"},\"traits\":{\"vip\":true},\"journey\":{\"channel\":\"web\",\"score\":"
                    + "{\"kind\":\"nps\",\"value\":9}}}";
    private static final String MESSAGE =
            "{\"type\":\"%s\",\"messageId\":\"m-1\",\"userId\":\"u-1\",\"anonymousId\":\"a-1\",\"event\":\"Order Completed\","
                    + "\"name\":\"Home\",\"previousId\":\"a-0\",\"groupId\":\"g-1\",\"properties\":{\"total\":7.5,\"currency\":"
                    + "\"EUR\",\"products\":[{\"sku\":\"s\"}]},\"traits\":{\"name\":\"Ann\"},\"context\":" + CONTEXT
                    + ",\"timestamp\":\"2026-03-02T09:12:00.000Z\",\"sentAt\":\"2026-03-02T09:12:01.000Z\",\"mergeProperties\":"
                    + "[{\"type\":\"user_id\",\"value\":\"u-1\"},{\"type\":\"anonymous_id\",\"value\":\"a-1\"}]}";
    private static final String POSTHOG =
            "{\"event\":\"$pageview\",\"distinct_id\":\"u-1\",\"uuid\":\"m-1\",\"timestamp\":\"2026-03-02T09:12:00Z\","
                    + "\"properties\":{\"$current_url\":\"https://shop.example/\",\"$device_id\":\"d-1\",\"$lib\":\"web\","
                    + "\"$set\":{\"name\":\"Ann\"}},\"offset\":5}";
    private static final String SNOWPLOW =
            "{\"e\":\"ue\",\"aid\":\"first-key\",\"eid\":\"m-1\",\"duid\":\"d-1\",\"uid\":\"u-1\",\"dtm\":\"1772442720000\","
                    + "\"stm\":\"1772442721000\",\"url\":\"https://shop.example/\",\"p\":\"web\",\"ue_px\":\"%s\"}";
    private static final String SELF_DESCRIBING =
            "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0\",\"data\":{\"schema\":"
                    + "\"iglu:com.acme/order_completed/jsonschema/1-0-0\",\"data\":{\"total\":7}}}";
    private static final String CLOUD_EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/shop\",\"type\":\"Order Completed\",\"subject\":\"u-1\","
                    + "\"time\":\"2026-03-02T09:12:00Z\",\"datacontenttype\":\"application/json\",\"data\":{\"total\":7}}";
    private static final String TOUCHPOINT =
            "{\"messageId\":\"m-1\",\"userId\":\"u-1\",\"anonymousId\":\"a-1\",\"event\":\"Support Called\",\"time\":"
                    + "1772442720000,\"channel\":\"phone\",\"class\":\"service\",\"contact\":\"direct\",\"properties\":{\"a\":1},"
                    + "\"traits\":{\"b\":2},\"sentiment\":0.5,\"score\":{\"kind\":\"csat\",\"value\":4},\"comment\":\"fine\","
                    + "\"value\":7,\"currency\":\"EUR\"}";

    /** At least one for every route that there is. */
    static List<Seed> all() {
        List<Seed> seeds = new ArrayList<>();
        for (Protocol protocol : Protocols.all()) {
            for (Route route : protocol.routes()) {
                seeds.addAll(of(protocol.name(), route));
            }
        }
        return seeds;
    }

    private static List<Seed> of(String protocol, Route route) {
        String path = route.pattern().replaceAll("\\{\\w+}", "first-key");
        if (route instanceof Route.Question question) {
            return List.of(seed(question.method(), path + "?writeKey=first-key", "", JSON));
        }
        return switch (protocol) {
            case "segment", "jitsu" -> List.of(segment(path));
            case "rudderstack" -> rudderStack(path);
            case "snowplow" -> snowplow(path);
            case "posthog" -> postHog(path);
            case "cloudevents" -> cloudEvents(path);
            case "touchpoints" -> touchpoints(path);
            default -> throw new AssertionError("no seed for protocol " + protocol);
        };
    }

    private static Seed segment(String path) {
        String word = path.substring(path.lastIndexOf('/') + 1);
        boolean batch = List.of("b", "batch", "import").contains(word);
        String message = MESSAGE.formatted("track");
        return batch
                ? seed("POST", path, batch(), KEY, "Content-Type: text/plain")
                : seed("POST", path, message, KEY, JSON, "AnonymousId: YS0x");
    }

    private static String batch() {
        return "{\"batch\":[" + MESSAGE.formatted("track") + "," + MESSAGE.formatted("page") + ","
                + MESSAGE.formatted("merge") + "],\"context\":" + CONTEXT
                + ",\"sentAt\":\"2026-03-02T09:12:01.000Z\",\"writeKey\":\"first-key\"}";
    }

    private static List<Seed> rudderStack(String path) {
        return switch (path) {
            case "/v1/merge" -> List.of(seed("POST", path, MESSAGE.formatted("merge"), KEY, JSON));
            case "/beacon/v1/batch" ->
                List.of(seed("POST", path + "?writeKey=first-key", batch(), "Content-Type: text/plain"));
            default ->
                List.of(seed(
                        "GET",
                        path + "?writeKey=first-key&userId=u-1&event=Mail%20Opened&properties.mail.id=m-1&name=Home",
                        ""));
        };
    }

    private static List<Seed> snowplow(String path) {
        String encoded = Base64.getUrlEncoder().encodeToString(SELF_DESCRIBING.getBytes(StandardCharsets.UTF_8));
        return path.equals("/i")
                ? List.of(seed(
                        "GET", path + "?e=pv&aid=first-key&duid=d-1&url=https%3A%2F%2Fshop.example%2F&page=Home", ""))
                : List.of(seed(
                        "POST",
                        path,
                        "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4\",\"data\":["
                                + SNOWPLOW.formatted(encoded) + "]}",
                        JSON,
                        "SP-Anonymous: *"));
    }

    private static List<Seed> postHog(String path) {
        String keyed = POSTHOG.replaceFirst("\\{", "{\"api_key\":\"first-key\",");
        String form = "data="
                + Base64.getEncoder()
                        .encodeToString(keyed.getBytes(StandardCharsets.UTF_8))
                        .replace("+", "%2B");
        return List.of(
                seed("POST", path, keyed, JSON),
                seed("POST", path + "/", form, "Content-Type: application/x-www-form-urlencoded"),
                seed(
                        "POST",
                        path + "?ip=1",
                        "{\"api_key\":\"first-key\",\"sent_at\":\"2026-03-02T09:12:01Z\",\"historical_migration\":true,"
                                + "\"batch\":[" + POSTHOG + "," + POSTHOG + "]}",
                        "Content-Type: text/plain"));
    }

    private static List<Seed> cloudEvents(String path) {
        return List.of(
                seed("POST", path, CLOUD_EVENT, KEY, "Content-Type: application/cloudevents+json"),
                seed("POST", path, "[" + CLOUD_EVENT + "]", KEY, "Content-Type: application/cloudevents-batch+json"),
                seed(
                        "POST",
                        path,
                        "{\"total\":7}",
                        KEY,
                        JSON,
                        "ce-specversion: 1.0",
                        "ce-id: e%201",
                        "ce-source: /shop",
                        "ce-type: Order Completed",
                        "ce-subject: u-1",
                        "ce-time: 2026-03-02T09:12:00Z"));
    }

    private static List<Seed> touchpoints(String path) {
        return List.of(
                seed("POST", path, TOUCHPOINT, KEY, JSON),
                seed(
                        "POST",
                        path,
                        "{\"touchpoints\":[" + TOUCHPOINT + "],\"sentAt\":\"2026-03-02T09:12:01Z\",\"backFill\":true}",
                        KEY,
                        JSON),
                seed("POST", path, TOUCHPOINT + "\n" + TOUCHPOINT, KEY, "Content-Type: application/x-ndjson"));
    }

    private static Seed seed(String method, String target, String body, String... headers) {
        return new Seed(method, target, List.of(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    /** As it goes over the wire. */
    byte[] bytes() {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: intake\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
        request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
