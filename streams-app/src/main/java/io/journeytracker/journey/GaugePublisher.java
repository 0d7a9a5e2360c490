package io.journeytracker.journey;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.ConversionReach;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Severity;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Targets;
import io.journeytracker.engine.Weeks;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.metric.MapGauges.Value;
import io.journeytracker.schema.MapCell;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.TaskId;

/** Publishes a partition's totals, as gauges and as its part of the map, about once a second. */
final class GaugePublisher implements AutoCloseable {

    private static final long APART_MILLIS = 1_000;
    private static final double THOUSANDTHS = 1_000;
    private static final String[] STATUS = {"active", "stalled", "churned", "churned", "completed", "exited"};

    private final MapGauges gauges;
    private final MapParts parts;
    private final int partition;
    private final String publisher;
    private final Engines engines;
    private final PartialMap map;
    private final DeadlineIndex deadlines;
    private final PartitionClock clock;
    private long last = Long.MIN_VALUE / 2;

    GaugePublisher(
            MapGauges gauges,
            MapParts parts,
            TaskId task,
            Engines engines,
            PartialMap map,
            DeadlineIndex deadlines,
            PartitionClock clock) {
        this.gauges = gauges;
        this.parts = parts;
        this.partition = task.partition();
        this.publisher = "task " + task;
        this.engines = engines;
        this.map = map;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    void publish(long now) {
        if (now - last < APART_MILLIS && now >= last) {
            return;
        }
        last = now;
        List<Value> values = new ArrayList<>();
        map.totals().forEach((key, cell) -> cell(key, cell, values));
        values.add(Value.of("journey.tasks.active", 1));
        values.add(Value.of("journey.deadlines.pending", deadlines.size()));
        values.add(Value.of("journey.deadline.lag.seconds", deadlineLag()));
        if (clock.time() != PartitionClock.UNKNOWN) {
            values.add(Value.of("journey.clock.lag.seconds", Math.max(0, now - clock.time()) / 1000.0));
            map.cohorts().recent(clock.time()).forEach(cohort -> cohort(cohort, values));
        }
        gauges.publish(publisher, values);
        parts.publish(new MapPart(partition, now, clock.time(), map.copyOfTotals(), map.copyOfUnnamed()));
    }

    private static void cohort(Cohorts.Cohort cohort, List<Value> values) {
        String first = LocalDate.ofEpochDay(
                        Duration.ofMillis(Weeks.begin(cohort.week())).toDays())
                .toString();
        for (int after = 0; after < cohort.seen().size(); after++) {
            values.add(Value.of(
                    "journey.cohort.customers",
                    cohort.seen().get(after),
                    "journey",
                    cohort.journey(),
                    "cohort",
                    first,
                    "week",
                    String.valueOf(after)));
        }
    }

    private double deadlineLag() {
        if (clock.time() == PartitionClock.UNKNOWN) {
            return 0;
        }
        List<DeadlineIndex.Entry> oldest = deadlines.dueBefore(clock.cursor(), clock.time(), 1);
        return oldest.isEmpty() ? 0 : (clock.time() - oldest.get(0).due()) / 1000.0;
    }

    private void cell(CellKey key, MapCell cell, List<Value> values) {
        CompiledJourney journey = engines.require(key.journey(), key.version()).journey();
        String version = String.valueOf(key.version());
        String stage = journey.stageName(key.stage());
        String persona = journey.personaName(key.persona());
        long[] customers = new long[STATUS.length];
        for (int i = 0; i < STATUS.length; i++) {
            customers[i] = cell.getCustomers().get(i);
        }
        customers[2] += customers[3];
        for (int i : new int[] {0, 1, 2, 4, 5}) {
            values.add(Value.of(
                    "journey.customers",
                    customers[i],
                    "journey",
                    key.journey(),
                    "version",
                    version,
                    "stage",
                    stage,
                    "persona",
                    persona,
                    "status",
                    STATUS[i]));
        }
        visits(key, cell, version, stage, persona, values);
        String[] place = {"journey", key.journey(), "version", version, "stage", stage, "persona", persona};
        values.add(Value.of("journey.felt.emotion", cell.getEmotionSum() / THOUSANDTHS, place));
        values.add(Value.of("journey.felt.touchpoints", cell.getEmotionCount(), place));
        conversions(journey, key, cell, values);
        cell.getStanding().forEach((rule, n) -> standing(journey, key.stage(), rule, n, values));
        values.add(Value.of(
                "journey.ledger.imbalance",
                Math.abs(Cells.imbalance(cell)),
                "journey",
                key.journey(),
                "version",
                version));
    }

    private static void visits(
            CellKey key, MapCell cell, String version, String stage, String persona, List<Value> values) {
        Object[][] outcomes = {
            {"entered", cell.getEntered()},
            {"present", Cells.present(cell)},
            {"advanced", cell.getAdvanced()},
            {"back", cell.getBack()},
            {"completed", cell.getCompleted()},
            {"exited", cell.getExited()},
            {"churned", cell.getChurned()},
            {"expired", cell.getExpired()},
            {"merged-away", cell.getMergedAway()},
            {"erased", cell.getErased()},
            {"corrected", cell.getCorrected()},
        };
        for (Object[] outcome : outcomes) {
            values.add(Value.of(
                    "journey.visits",
                    (long) outcome[1],
                    "journey",
                    key.journey(),
                    "version",
                    version,
                    "stage",
                    stage,
                    "persona",
                    persona,
                    "outcome",
                    (String) outcome[0]));
        }
    }

    private static void conversions(CompiledJourney journey, CellKey key, MapCell cell, List<Value> values) {
        JourneyDefinition map = journey.definition();
        if (key.stage() < 0 || ConversionReach.of(map, key.stage()).isEmpty()) {
            return;
        }
        String target = map.stages()
                .get(key.stage())
                .targets()
                .flatMap(Targets::conversion)
                .orElseThrow()
                .to();
        Object[][] outcomes = {
            {"converted", cell.getConverted()}, {"missed", cell.getMissed()}, {"pending", cell.getPending()}
        };
        for (Object[] outcome : outcomes) {
            values.add(Value.of(
                    "journey.conversions",
                    (long) outcome[1],
                    "journey",
                    key.journey(),
                    "version",
                    String.valueOf(key.version()),
                    "stage",
                    journey.stageName(key.stage()),
                    "persona",
                    journey.personaName(key.persona()),
                    "target",
                    target,
                    "outcome",
                    (String) outcome[0]));
        }
    }

    private static void standing(CompiledJourney journey, int stageIndex, String rule, long count, List<Value> values) {
        Stage stage = journey.definition().stages().get(stageIndex);
        Optional<Churn> churn =
                stage.churn().stream().filter(c -> c.id().equals(rule)).findFirst();
        Severity severity = churn.map(Churn::severity)
                .or(() -> stage.stall().map(s -> s.severity()))
                .orElse(Severity.WARNING);
        values.add(Value.of(
                "journey.alerts.standing",
                count,
                "journey",
                journey.definition().id(),
                "stage",
                stage.id(),
                "kind",
                churn.isPresent() ? "churn" : "stall",
                "severity",
                severity.label(),
                "owner",
                stage.owner().orElse("")));
    }

    @Override
    public void close() {
        gauges.remove(publisher);
        parts.remove(partition);
    }
}
