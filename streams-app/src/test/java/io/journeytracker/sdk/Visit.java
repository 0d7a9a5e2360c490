package io.journeytracker.sdk;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a client is to send: one visitor, who becomes a customer. Programs get it as JSON; the constants say the same as a
 * touchpoint has it.
 *
 * @param ids of the messages, where the client lets its caller choose
 * @param times of the messages, where the client lets its caller choose: ten minutes ago, one second apart
 */
record Visit(String anonymousId, String userId, List<String> ids, List<Instant> times) {

    static final Map<String, Object> TRAITS =
            Map.of("plan", "gold", "age", 41L, "newsletter", true, "address.city", "Zürich");

    static final Map<String, Object> ORDER = Map.of(
            "order_id",
            "o-77",
            "total",
            49.5,
            "currency",
            "EUR",
            "coupon",
            "Grüße ✓",
            "gift",
            true,
            "lines",
            2L,
            "products",
            "[{\"sku\":\"bear\",\"price\":19.5},{\"sku\":\"duck\",\"price\":30}]",
            "products.count",
            2L);

    static final Map<String, Object> PAGE = Map.of("section", "toys", "results", 12L);

    static final Map<String, Object> COMPANY = Map.of("industry", "toys", "seats", 5L);

    static final String GROUP = "acme";

    private static final String JSON = """
            {
              "traits": {"plan": "gold", "age": 41, "newsletter": true, "address": {"city": "Zürich"}},
              "order": {
                "order_id": "o-77", "total": 49.5, "currency": "EUR", "coupon": "Grüße ✓", "gift": true, "lines": 2,
                "products": [{"sku": "bear", "price": 19.5}, {"sku": "duck", "price": 30}]
              },
              "page": {"section": "toys", "results": 12},
              "group": "acme",
              "company": {"industry": "toys", "seats": 5},
              "felt": {"journey": {"sentiment": 0.75, "comment": "so soft"}},
              "context": {
                "page": {"url": "https://shop.example/bears?utm_source=mail&utm_medium=email", "path": "/bears",
                         "referrer": "http://news.example/", "title": "Bears"},
                "locale": "de-CH"
              }
            }""";

    private static final int MESSAGES = 8;

    static Visit begun() {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(600);
        return new Visit(
                UUID.randomUUID().toString(),
                "u-" + UUID.randomUUID(),
                Stream.generate(() -> UUID.randomUUID().toString())
                        .limit(MESSAGES)
                        .toList(),
                IntStream.range(0, MESSAGES).mapToObj(start::plusSeconds).toList());
    }

    ObjectNode json() {
        try {
            ObjectNode json = (ObjectNode) new JsonMapper().readTree(JSON);
            json.put("anonymousId", anonymousId).put("userId", userId);
            ids.forEach(json.withArray("ids")::add);
            times.forEach(time -> json.withArray("times").add(time.toString()));
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
