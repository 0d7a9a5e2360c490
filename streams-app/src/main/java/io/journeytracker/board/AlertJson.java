package io.journeytracker.board;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.query.Masked;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.AlertWords;
import io.journeytracker.subscription.Silence;
import io.journeytracker.subscription.Subscriptions;
import java.time.Instant;
import java.util.Optional;

/** An alert with its life as JSON. Masked, it has no customer's id, no link to the customer, and nothing that people wrote freely. */
final class AlertJson {

    private AlertJson() {}

    static ObjectNode of(BoardAlert board, Instant now, boolean masked, Subscriptions subscriptions) {
        JourneyAlert a = board.alert();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", a.getId());
        json.put("state", AlertFilter.word(board.phase(now)));
        json.put("kind", AlertWords.kind(a));
        json.put("severity", a.getSeverity());
        text(json, "owner", a.getOwner());
        json.put("customer", masked ? Masked.of(a.getCustomer()) : a.getCustomer());
        json.put("persona", a.getPersona());
        json.put("journey", a.getJourney());
        json.put("version", a.getVersion());
        json.put("stage", a.getStage());
        json.put("rule", a.getRule());
        time(json, "since", a.getSince());
        time(json, "due", a.getDue());
        time(json, "raised", a.getRaised());
        json.put("changed", board.changed().toString());
        ObjectNode last = json.putObject("lastTouchpoint");
        text(last, "event", a.getLastTouchpoint().getEvent());
        time(last, "time", a.getLastTouchpoint().getTime());
        text(last, "channel", a.getLastTouchpoint().getChannel());
        if (a.getMood() != null) {
            json.put("mood", a.getMood());
        }
        if (a.getValue() != null) {
            json.put("value", a.getValue());
        }
        text(json, "currency", a.getCurrency());
        text(json, "link", masked ? null : a.getLink());
        json.put("replay", a.getReplay());
        board.acknowledgement().ifPresent(acknowledgement -> {
            ObjectNode node = json.putObject("acknowledged");
            node.put("by", acknowledgement.by());
            if (!masked) {
                node.put("note", acknowledgement.note());
            }
            node.put("at", acknowledgement.at().toString());
        });
        ArrayNode escalations = json.putArray("escalations");
        board.escalations().forEach(each -> escalations
                .addObject()
                .put("subscription", each.subscription())
                .put("at", each.at().toString()));
        if (board.stands(now)) {
            Optional<Silence> silence = subscriptions.silencing(a, now);
            silence.ifPresent(each -> json.putObject("silenced")
                    .put("by", each.id())
                    .put("until", each.until().toString()));
        }
        return json;
    }

    private static void text(ObjectNode json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void time(ObjectNode json, String name, long millis) {
        json.put(name, Instant.ofEpochMilli(millis).toString());
    }
}
