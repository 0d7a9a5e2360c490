package io.journeytracker.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Gauges that are read from the state of the tasks that are active here. A task's thread publishes an immutable list of
 * values now and then; a scrape adds the lists up and touches no store. A task that leaves takes its values along, and a
 * standby has none, so that the sum over all instances is right.
 */
public final class MapGauges {

    /** One value. Of the same name and labels, values of several tasks are added up. */
    public record Value(String name, List<String> labels, double value) {

        public static Value of(String name, double value, String... labels) {
            return new Value(name, List.of(labels), value);
        }
    }

    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("journey.customers", "Customers by where they are and how they stand there"),
            Map.entry("journey.visits", "Visits by outcome; entered is the sum of all others"),
            Map.entry("journey.felt.emotion", "Felt emotion of touchpoints, -1 to 1 each, added up"),
            Map.entry("journey.felt.touchpoints", "Touchpoints with felt emotion; the sum over these is the mean"),
            Map.entry("journey.conversions", "Visits by whether they led to the wanted stage in time"),
            Map.entry(
                    "journey.cohort.customers",
                    "Customers of the week of their first touchpoint, by how many weeks later they had one"),
            Map.entry("journey.partitions", "Partitions that there are; all instances tell the same"),
            Map.entry("journey.alerts.standing", "Alerts that are true now"),
            Map.entry("journey.ledger.imbalance", "Visits that the ledger does not account for; always zero"),
            Map.entry("journey.deadlines.pending", "Entries in the deadline index, about"),
            Map.entry("journey.deadline.lag.seconds", "How long the oldest thing that fell due has waited"),
            Map.entry("journey.clock.lag.seconds", "How far the slowest partition's clock is behind the wall clock"),
            Map.entry("journey.tasks.active", "Partitions whose journeys are kept here now"),
            Map.entry("journey.stage.info", "The stages of the published maps, value 1"),
            Map.entry("journey.target.ratio", "What the map's author wants, a ratio from 0 to 1"),
            Map.entry(
                    "journey.target.dwell.seconds", "Longest dwell that the map's author wants at the 95th percentile"),
            Map.entry("journey.target.dwell.median.seconds", "Longest median dwell that the map's author wants"),
            Map.entry("journey.target.emotion", "Least felt emotion that the map's author wants, -1 to 1"),
            Map.entry("journey.map.published.timestamp.seconds", "When the map was published"),
            Map.entry("journey.review.due.timestamp.seconds", "When the review of the journey's map is overdue"));

    private final MeterRegistry registry;
    private final Map<String, List<Value>> published = new ConcurrentHashMap<>();
    private final Map<String, MultiGauge> gauges = new HashMap<>();

    public MapGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Replaces what the publisher, for instance a task, published before. */
    public void publish(String publisher, List<Value> values) {
        published.put(publisher, List.copyOf(values));
    }

    public void remove(String publisher) {
        published.remove(publisher);
    }

    /** Brings the registry up to what was published last; to be called before a scrape. */
    public synchronized void refresh() {
        Map<String, Map<List<String>, Double>> sums = new TreeMap<>();
        for (List<Value> values : published.values()) {
            for (Value value : values) {
                sums.computeIfAbsent(value.name(), n -> new HashMap<>())
                        .merge(value.labels(), value.value(), merger(value.name()));
            }
        }
        gauges.keySet().forEach(name -> sums.computeIfAbsent(name, n -> new HashMap<>()));
        sums.forEach((name, rows) -> {
            List<MultiGauge.Row<?>> all = new ArrayList<>(rows.size());
            rows.forEach((labels, value) -> all.add(MultiGauge.Row.of(Tags.of(labels.toArray(new String[0])), value)));
            gauges.computeIfAbsent(name, n -> MultiGauge.builder(n)
                            .description(HELP.getOrDefault(n, n))
                            .register(registry))
                    .register(all, true);
        });
    }

    /** Lags are not added up: the worst counts. */
    private static BiFunction<Double, Double, Double> merger(String name) {
        return name.endsWith("lag.seconds") ? Math::max : Double::sum;
    }
}
