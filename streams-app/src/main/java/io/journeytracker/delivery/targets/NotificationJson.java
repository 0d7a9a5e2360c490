package io.journeytracker.delivery.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A message as JSON, in the shape of docs/alerts.md: what webhooks and Kafka topics get. */
public final class NotificationJson {

    /** Standard Webhooks 1.0 recommends bodies below 20 kB. */
    static final int LARGEST_BYTES = 20_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private NotificationJson() {}

    /** UTF-8, below 20,000 bytes: alerts for which there is no room are counted and left out, but for the first. */
    public static byte[] bytes(Notification notification) {
        for (int named = notification.alerts().size(); ; named--) {
            byte[] bytes = bytes(notification, notification.alerts().subList(0, named));
            if (bytes.length < LARGEST_BYTES || named <= 1) {
                return bytes;
            }
        }
    }

    private static byte[] bytes(Notification n, List<AlertMessage> named) {
        ObjectNode body = JSON.createObjectNode();
        body.put("type", "journey.alert." + n.type().label());
        body.put("timestamp", n.accepted().toString());
        ObjectNode data = body.putObject("data");
        data.put("subscription", n.subscription());
        data.put("team", n.team());
        data.put("title", MessageTexts.in(n.language()).title(n));
        if (!n.group().isEmpty()) {
            data.put("group", n.group());
        }
        data.put("count", n.count());
        if (n.type() == NotificationType.DIGEST) {
            data.put("latestSeconds", n.latest().toSeconds());
        }
        if (n.type() == NotificationType.HEARTBEAT) {
            data.put("intervalSeconds", n.interval().toSeconds());
        }
        ArrayNode alerts = data.putArray("alerts");
        named.forEach(alert -> alert(alerts.addObject(), alert));
        try {
            return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", e);
        }
    }

    private static void alert(ObjectNode json, AlertMessage a) {
        json.put("id", a.id());
        json.put("kind", a.kind());
        json.put("severity", a.severity());
        text(json, "owner", a.owner());
        json.put("customer", a.customer());
        json.put("persona", a.persona());
        json.put("journey", a.journey());
        json.put("version", a.version());
        json.put("stage", a.stage());
        json.put("rule", a.rule());
        json.put("since", a.since().toString());
        json.put("due", a.due().toString());
        json.put("raised", a.raised().toString());
        ObjectNode last = json.putObject("lastTouchpoint");
        text(last, "event", a.event());
        last.put("time", a.eventTime().toString());
        text(last, "channel", a.channel());
        a.mood().ifPresent(mood -> json.put("mood", mood));
        a.value().ifPresent(value -> json.put("value", value));
        text(json, "currency", a.currency());
        a.resolvedAt().ifPresent(at -> json.put("resolvedAt", at.toString()));
        text(json, "link", a.link());
        text(json, "acknowledge", a.acknowledge());
        a.acknowledgement().ifPresent(ack -> {
            ObjectNode acknowledged = json.putObject("acknowledged");
            acknowledged.put("by", ack.by());
            acknowledged.put("note", ack.note());
            acknowledged.put("at", ack.at().toString());
        });
    }

    private static void text(ObjectNode json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }
}
