package io.journeytracker.replay.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.topic.CustomerId;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every alert once, as it stands in the end. Nothing in it tells when or in what order the replay ran. */
final class AlertLog {

    private static final Comparator<JourneyAlert> ORDER = Comparator.comparingLong(JourneyAlert::getDue)
            .thenComparing(AlertLog::customer)
            .thenComparing(JourneyAlert::getId);

    /** Of the messages of one alert, the one that says what happened last. */
    private static final Comparator<JourneyAlert> LAST = Comparator.comparing(JourneyAlert::getState)
            .thenComparingLong(JourneyAlert::getRaised)
            .thenComparing(JourneyAlert::compareTo);

    private final Map<String, Map<AlertState, JourneyAlert>> alerts = new HashMap<>();
    private final ObjectMapper json = new ObjectMapper();

    /** As the log names them. */
    private static String customer(JourneyAlert alert) {
        return CustomerId.value(alert.getCustomer());
    }

    void add(JourneyAlert alert) {
        alerts.computeIfAbsent(alert.getId(), id -> new HashMap<>())
                .merge(alert.getState(), alert, (one, other) -> LAST.compare(one, other) >= 0 ? one : other);
    }

    /** An alert's last message and what became of it. */
    private record Settled(JourneyAlert alert, AlertEvidence.Outcome outcome) {}

    /** One JSON object an alert, by due time, customer and id. */
    List<String> lines(AlertEvidence evidence) {
        return alerts.values().stream()
                .map(states -> settled(states, evidence))
                .sorted(Comparator.comparing(Settled::alert, ORDER))
                .map(this::line)
                .toList();
    }

    private static Settled settled(Map<AlertState, JourneyAlert> states, AlertEvidence evidence) {
        JourneyAlert furthest = states.values().stream().max(LAST).orElseThrow();
        AlertEvidence.Outcome outcome = evidence.of(furthest);
        return outcome == null
                ? new Settled(furthest, new AlertEvidence.Outcome(furthest.getState(), furthest.getResolvedAt()))
                : new Settled(states.getOrDefault(outcome.state(), furthest), outcome);
    }

    private String line(Settled settled) {
        JourneyAlert alert = settled.alert();
        Long resolvedAt = settled.outcome().resolvedAt();
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("event", alert.getLastTouchpoint().getEvent());
        last.put("time", IsoMillis.of(alert.getLastTouchpoint().getTime()));
        last.put("channel", alert.getLastTouchpoint().getChannel());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", alert.getId());
        fields.put("kind", alert.getKind().name());
        fields.put("state", settled.outcome().state().name());
        fields.put("severity", alert.getSeverity());
        fields.put("owner", alert.getOwner());
        fields.put("customer", customer(alert));
        fields.put("persona", alert.getPersona());
        fields.put("journey", alert.getJourney());
        fields.put("version", alert.getVersion());
        fields.put("stage", alert.getStage());
        fields.put("rule", alert.getRule());
        fields.put("since", IsoMillis.of(alert.getSince()));
        fields.put("due", IsoMillis.of(alert.getDue()));
        fields.put("resolvedAt", resolvedAt == null ? null : IsoMillis.of(resolvedAt));
        fields.put("lastTouchpoint", last);
        fields.put("mood", alert.getMood());
        fields.put("value", alert.getValue());
        fields.put("currency", alert.getCurrency());
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
