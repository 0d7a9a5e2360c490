package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The entities that a Snowplow event carries in {@code co} or {@code cx}. Those of its e-commerce plug-in and the site's own
 * become properties of self-describing events, named after the schema ({@code transaction.revenue}); the first of a name
 * counts. An entity whose schema is called {@code journey} is {@code context.journey}.
 */
record SnowplowEntities(List<SelfDescribing> all) {

    /** They say nothing about the event itself. */
    private static final Set<String> TECHNICAL = Set.of(
            "web_page",
            "client_session",
            "mobile_context",
            "browser_context",
            "http_client_hints",
            "ua_parser_context",
            "PerformanceTiming",
            "journey");

    static SnowplowEntities read(Element element) throws InvalidFieldException {
        List<SelfDescribing> entities = new ArrayList<>();
        for (JsonNode entity : SelfDescribing.parameter(element, "co", "cx")
                .map(outer -> outer.path("data"))
                .orElse(Json.object())) {
            SelfDescribing.of(entity).ifPresent(entities::add);
        }
        return new SnowplowEntities(entities);
    }

    Optional<ObjectNode> journey() {
        return named("journey").map(SelfDescribing::data);
    }

    /** In Segment's words. */
    Optional<ObjectNode> device() {
        return named("mobile_context").map(mobile -> Json.object()
                .put("type", mobile.data().path("osType").asText("").toLowerCase(Locale.ROOT))
                .put("model", mobile.data().path("deviceModel").asText("")));
    }

    /** The session's id of the device, which mobile trackers send in place of {@code duid}. */
    String sessionUser() {
        return named("client_session")
                .map(session -> session.data().path("userId").asText(""))
                .orElse("");
    }

    /** The event's own facts go first; what an order is worth is also given under its usual names. */
    ObjectNode addTo(ObjectNode properties) {
        ObjectNode all = Json.copy(properties);
        for (SelfDescribing entity : all()) {
            if (!TECHNICAL.contains(entity.name()) && !all.has(entity.name())) {
                all.set(entity.name(), entity.data());
            }
        }
        named("transaction").ifPresent(transaction -> {
            give(all, "order_id", transaction.data().path("transaction_id"));
            give(all, "revenue", transaction.data().path("revenue"));
            give(all, "currency", transaction.data().path("currency"));
        });
        named("cart").ifPresent(cart -> {
            give(all, "value", cart.data().path("total_value"));
            give(all, "currency", cart.data().path("currency"));
        });
        return all;
    }

    private static void give(ObjectNode properties, String name, JsonNode value) {
        if (value.isValueNode() && !value.isNull() && !properties.has(name)) {
            properties.set(name, value);
        }
    }

    private Optional<SelfDescribing> named(String name) {
        return all.stream().filter(entity -> entity.name().equals(name)).findFirst();
    }
}
