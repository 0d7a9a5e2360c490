package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Makes messages of Snowplow's events: page views (pv), page pings (pp), structured events (se), self-describing events (ue),
 * transactions (tr) and their items (ti). All parameters are text.
 */
final class SnowplowEvents {

    private static final Map<String, String> TRANSACTION = Map.of(
            "tr_id", "order_id",
            "tr_af", "affiliation",
            "tr_tt", "total",
            "tr_tx", "tax",
            "tr_sh", "shipping",
            "tr_cu", "currency",
            "tr_ci", "city",
            "tr_st", "state",
            "tr_co", "country");
    private static final Map<String, String> ITEM = Map.of(
            "ti_id", "order_id",
            "ti_sk", "sku",
            "ti_nm", "name",
            "ti_ca", "category",
            "ti_pr", "price",
            "ti_qu", "quantity",
            "ti_cu", "currency");
    private static final Map<String, String> STRUCTURED =
            Map.of("se_ca", "category", "se_la", "label", "se_pr", "property", "se_va", "value");
    /** They are text on the wire, as all parameters, but numbers to who sent them. */
    private static final Set<String> NUMBERS = Set.of("se_va", "tr_tt", "tr_tx", "tr_sh", "ti_pr", "ti_qu");

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,15}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,15}\\.[0-9]{1,15}");
    private static final Map<String, String> PLATFORMS =
            Map.of("web", "web", "mob", "mobile", "app", "mobile", "srv", "server");

    private SnowplowEvents() {}

    static Optional<Message> read(Element element, String userAgent, Supplier<byte[]> again)
            throws InvalidFieldException {
        SnowplowEntities entities = SnowplowEntities.read(element);
        Message.Builder message =
                switch (element.text("e")) {
                    case "pv" -> Message.of(MessageKind.PAGE).event(element.text("page"));
                    case "pp" -> Message.of(MessageKind.TRACK).event("Page Pinged");
                    case "se" -> track(element.text("se_ac"), renamed(element, STRUCTURED));
                    case "tr" -> track("Order Completed", renamed(element, TRANSACTION));
                    case "ti" -> track("Product Ordered", renamed(element, ITEM));
                    case "ue" -> selfDescribing(element, entities);
                    default ->
                        throw new InvalidFieldException(
                                "e",
                                (element.text("e").isEmpty() ? "is missing" : "is unknown")
                                        + "; expected one of pv, pp, se, ue, tr, ti");
                };
        return Optional.of(message.messageId(element.text("eid"))
                .userId(element.text("uid"))
                .anonymousId(anonymousId(element, entities))
                .time(element.firstTime("ttm", "dtm"))
                .trueTime(element.time("ttm") != Message.NO_TIME)
                .sentAt(element.time("stm"))
                .context(context(element, entities, userAgent))
                .again(again)
                .build());
    }

    private static Message.Builder track(String event, ObjectNode properties) {
        return Message.of(MessageKind.TRACK).event(event).properties(properties);
    }

    private static Message.Builder selfDescribing(Element element, SnowplowEntities entities)
            throws InvalidFieldException {
        SelfDescribing event = SelfDescribing.event(element);
        ObjectNode properties = entities.addTo(event.data());
        return event.name().equals("screen_view")
                ? Message.of(MessageKind.SCREEN)
                        .event(event.data().path("name").asText(""))
                        .properties(properties)
                : track(SnowplowNames.event(event), properties);
    }

    private static String anonymousId(Element element, SnowplowEntities entities) throws InvalidFieldException {
        String id = element.firstText("duid", "nuid", "tnuid");
        return id.isEmpty() ? entities.sessionUser() : id;
    }

    private static ObjectNode renamed(Element element, Map<String, String> names) throws InvalidFieldException {
        ObjectNode properties = Json.object();
        for (Map.Entry<String, String> name : names.entrySet()) {
            String value = element.text(name.getKey());
            if (!value.isEmpty()) {
                properties.set(name.getValue(), NUMBERS.contains(name.getKey()) ? number(value) : new TextNode(value));
            }
        }
        return properties;
    }

    /** What is no plain number stays text. */
    private static ValueNode number(String text) {
        if (WHOLE.matcher(text).matches()) {
            return new LongNode(Long.parseLong(text));
        }
        return DECIMAL.matcher(text).matches() ? new DoubleNode(Double.parseDouble(text)) : new TextNode(text);
    }

    private static ObjectNode context(Element element, SnowplowEntities entities, String userAgent)
            throws InvalidFieldException {
        ObjectNode context = Json.object();
        ObjectNode page = Json.object();
        put(page, "url", element.text("url"));
        put(page, "title", element.text("page"));
        put(page, "referrer", element.text("refr"));
        if (!page.isEmpty()) {
            context.set("page", page);
        }
        String platform = element.text("p");
        put(context, "channel", PLATFORMS.getOrDefault(platform, ""));
        put(context, "locale", element.text("lang"));
        put(context, "timezone", element.text("tz"));
        put(context, "sessionId", element.text("sid"));
        String ownAgent = element.text("ua");
        put(context, "userAgent", ownAgent.isEmpty() && platform.equals("web") ? userAgent : ownAgent);
        entities.journey().ifPresent(journey -> context.set("journey", journey));
        entities.device().ifPresent(device -> context.set("device", device));
        return context;
    }

    private static void put(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }
}
