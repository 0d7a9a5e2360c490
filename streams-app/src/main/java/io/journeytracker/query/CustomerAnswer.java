package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.Churn;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.Severity;
import io.journeytracker.definition.Stage;
import io.journeytracker.engine.Standing;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.CustomerRecord.OnJourney;
import io.journeytracker.journey.Snapshots;
import io.journeytracker.schema.CustomerJourney;
import java.util.List;
import java.util.Locale;

/** One customer as JSON: where on every journey, and which alerts stand. */
final class CustomerAnswer {

    private static final double THOUSANDTHS = 1000.0;

    private CustomerAnswer() {}

    static ObjectNode of(String id, CustomerRecord record) {
        ObjectNode root = MapAnswer.JSON.createObjectNode().put("customer", id);
        ArrayNode journeys = root.putArray("journeys");
        List<CustomerJourney> told = Snapshots.of(id, record).getJourneys();
        int next = 0;
        for (OnJourney on : record.journeys()) {
            if (on.state().standing().begun()) {
                journeys.add(journey(told.get(next++), on));
            }
        }
        return root;
    }

    private static ObjectNode journey(CustomerJourney told, OnJourney on) {
        Standing standing = on.state().standing();
        ObjectNode node = place(told);
        node.put("instance", told.getInstance());
        node.put("touchpoints", standing.touchpoints);
        node.put("visitTouchpoints", standing.visitTouchpoints);
        ArrayNode visited = node.putArray("visited");
        told.getVisited().forEach(visited::add);
        ArrayNode exits = node.putArray("exitsSeen");
        told.getExitsSeen().forEach(exits::add);
        String event = on.engine().journey().eventName(standing.lastEvent);
        if (event != null) {
            node.put("lastEvent", event);
        }
        String channel = on.engine().journey().channelName(standing.lastChannel);
        if (channel != null) {
            node.put("lastChannel", channel);
        }
        if (standing.value != Match.NO_VALUE) {
            node.put("value", standing.value / 100.0).put("currency", standing.currency);
        }
        ArrayNode recent = node.putArray("recent");
        on.state().tail().forEach(match -> recent(match, on, recent));
        alerts(on.engine().journey().definition(), standing, node.putArray("alerts"));
        return node;
    }

    /** Where the customer is, as far as a list of customers tells it. */
    static ObjectNode place(CustomerJourney told) {
        ObjectNode node = MapAnswer.JSON
                .createObjectNode()
                .put("journey", told.getJourney())
                .put("version", told.getVersion())
                .put("stage", told.getStage())
                .put("persona", told.getPersona())
                .put("status", told.getStatus().name().toLowerCase(Locale.ROOT))
                .put("since", Times.text(told.getSince()))
                .put("lastTime", Times.text(told.getLastTime()));
        if (told.getMood() != null) {
            node.put("mood", told.getMood());
        }
        if (told.getExit() != null) {
            node.put("by", told.getExit());
        }
        return node;
    }

    private static void recent(Match match, OnJourney on, ArrayNode recent) {
        ObjectNode node = recent.addObject().put("time", Times.text(match.time()));
        JourneyDefinition map = on.engine().journey().definition();
        String event = on.engine().journey().eventName(match.event());
        if (event != null) {
            node.put("event", event);
        }
        if (match.touchpoint() >= 0) {
            node.put("touchpoint", map.touchpoints().get(match.touchpoint()).id());
        }
        if (match.stage() >= 0) {
            node.put("stage", map.stages().get(match.stage()).id());
        }
        String channel = on.engine().journey().channelName(match.channel());
        if (channel != null) {
            node.put("channel", channel);
        }
        if (match.emotion() != Match.NO_EMOTION) {
            node.put("emotion", match.emotion() / THOUSANDTHS);
        }
    }

    private static void alerts(JourneyDefinition map, Standing standing, ArrayNode alerts) {
        if (standing.stage < 0) {
            return;
        }
        Stage stage = map.stages().get(standing.stage);
        if (standing.stalled) {
            alert(
                    alerts,
                    stage,
                    "stall",
                    "stall",
                    standing.gapSince,
                    stage.stall().map(stall -> stall.severity()).orElse(Severity.WARNING));
        }
        if (standing.status.churned()) {
            Churn churn = stage.churn().get(standing.endRule);
            alert(alerts, stage, "churn", churn.id(), standing.endedAt, churn.severity());
        }
    }

    private static void alert(ArrayNode alerts, Stage stage, String kind, String rule, long since, Severity severity) {
        ObjectNode node = alerts.addObject()
                .put("kind", kind)
                .put("rule", rule)
                .put("stage", stage.id())
                .put("severity", severity.label())
                .put("since", Times.text(since));
        stage.owner().ifPresent(owner -> node.put("owner", owner));
    }
}
