package io.journeytracker.metric;

import io.journeytracker.schema.JourneyAlert;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what becomes of alerts, by where on the way they are and who should care. Thread-safe. */
public final class AlertMeters {

    /** Of an alert: what its customer's touchpoints made of it, and what people heard and did. */
    public enum Change {
        RAISED,
        RESOLVED,
        RETRACTED,
        /** Once for every target at which a message of news arrived that names the alert. */
        DELIVERED,
        /** Somebody said here that they take care of it, before anybody said so anywhere. */
        ACKNOWLEDGED
    }

    private record Key(String journey, String stage, String kind, String severity, String owner, Change change) {}

    private final MeterRegistry registry;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    AlertMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    public void changed(JourneyAlert alert, Change change) {
        String owner = alert.getOwner() == null ? "" : alert.getOwner();
        String kind = alert.getKind().name().toLowerCase(Locale.ROOT);
        counter(new Key(alert.getJourney(), alert.getStage(), kind, alert.getSeverity(), owner, change))
                .increment();
    }

    /**
     * A map has a rule for such alerts: all that can become of them counts from nothing on, so that a rate sees the first one.
     *
     * @param kind stall or churn
     * @param owner empty: nobody
     */
    public void expect(String journey, String stage, String kind, String severity, String owner) {
        for (Change change : Change.values()) {
            counter(new Key(journey, stage, kind, severity, owner, change));
        }
    }

    private Counter counter(Key key) {
        return counters.computeIfAbsent(key, k -> Counter.builder("journey.alert.changes")
                .description("Alerts by what became of them")
                .tags(List.of(
                        Tag.of("journey", k.journey()),
                        Tag.of("stage", k.stage()),
                        Tag.of("kind", k.kind()),
                        Tag.of("severity", k.severity()),
                        Tag.of("owner", k.owner()),
                        Tag.of("change", k.change().name().toLowerCase(Locale.ROOT))))
                .register(registry));
    }
}
