package io.journeytracker.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.journey.CustomerFold;
import io.journeytracker.journey.CustomerOutput;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.Engines;
import io.journeytracker.journey.Place;
import io.journeytracker.journey.TouchpointRecord;
import io.journeytracker.journey.TransitionRecords;
import io.journeytracker.log.sort.LogFacts;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.ShopMap;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the report reads off the transitions is what the engine counts while it folds. */
class ConversionCountsTest {

    private static final int LOGS = 500;
    private static final int SPAN = 14_400_000;
    private static final String[] EVENTS = {
        "Viewed", "Viewed", "Added", "Added", "Checked", "Ordered", "Emptied", "Cancelled", "Blinked"
    };
    private static final JourneyDefinition MAP =
            MapFile.of("shop.yaml", ShopMap.FULL, LocalDate.EPOCH).map();
    private static final JourneyCatalog CATALOG = JourneyCatalog.of(List.of(MAP));

    @Test
    void theReportAndTheEngineAgree() {
        Map<Conversion.Outcome, Long> all = new HashMap<>();
        for (int seed = 1; seed <= LOGS; seed++) {
            Folded log = new Folded(new Random(seed));
            Map<String, String> reported = new TreeMap<>();
            ReplaySummary summary = log.report.summary(new LogFacts(0, 0, 0, SPAN, 0));
            summary.stages().stream()
                    .filter(stage -> stage.conversion() != null)
                    .forEach(stage -> reported.put(stage.stage(), words(stage.conversion())));
            assertThat(reported).as("seed %d", seed).isEqualTo(log.counted());
            log.counts.values().forEach(stage -> stage.forEach((outcome, n) -> all.merge(outcome, n, Long::sum)));
        }
        assertThat(all.values()).as("of each outcome there are many").allMatch(count -> count > LOGS / 10);
    }

    private static String words(ConversionFigures figures) {
        return figures.converted() + " converted, " + figures.missed() + " missed, " + figures.pending() + " pending";
    }

    /** A sorted log, folded. */
    private static final class Folded implements CustomerOutput {

        private final ReplayReport report = new ReplayReport(MAP);
        private final Map<String, Map<Conversion.Outcome, Long>> counts = new TreeMap<>();
        private String customer;

        Folded(Random random) {
            CustomerFold fold = new CustomerFold(new Engines(() -> CATALOG));
            Map<String, CustomerRecord> customers = new TreeMap<>();
            List<Integer> times = random.ints(40, 1, SPAN).sorted().boxed().toList();
            for (int time : times) {
                customer = "c" + random.nextInt(4);
                Touchpoint touchpoint = Touchpoint.newBuilder()
                        .setUserId(customer)
                        .setEvent(EVENTS[random.nextInt(EVENTS.length)])
                        .setTime((long) time)
                        .setMessageId("m" + time)
                        .build();
                long id = TouchpointRecord.id(touchpoint, time, 0);
                fold.touch(
                        customers.computeIfAbsent(customer, name -> new CustomerRecord()),
                        new TouchpointRecord(touchpoint, time, 0, id, Long.MIN_VALUE, false),
                        Long.MIN_VALUE,
                        this);
            }
            customers.forEach((name, record) -> {
                customer = name;
                fold.advance(record, SPAN, this);
            });
        }

        /** Of each stage with a target. */
        Map<String, String> counted() {
            Map<String, String> words = new TreeMap<>();
            for (String stage : List.of("browse", "cart")) {
                Map<Conversion.Outcome, Long> of = counts.getOrDefault(stage, Map.of());
                words.put(
                        stage,
                        words(new ConversionFigures(
                                "",
                                of.getOrDefault(Conversion.Outcome.CONVERTED, 0L),
                                of.getOrDefault(Conversion.Outcome.MISSED, 0L),
                                of.getOrDefault(Conversion.Outcome.PENDING, 0L))));
            }
            return words;
        }

        @Override
        public void conversion(CompiledJourney journey, Conversion conversion, int sign) {
            Map<Conversion.Outcome, Long> of =
                    counts.computeIfAbsent(journey.stageName(conversion.visit().stage()), stage -> new HashMap<>());
            of.merge(conversion.outcome(), (long) sign, Long::sum);
            if (conversion.outcome() != Conversion.Outcome.PENDING) {
                of.merge(Conversion.Outcome.PENDING, (long) -sign, Long::sum);
            }
        }

        @Override
        public void transition(
                CompiledJourney journey, Transition transition, String lastEvent, boolean retracted, boolean replay) {
            var told =
                    TransitionRecords.of(customer, journey, transition, lastEvent, retracted, replay, transition.at());
            report.add(told);
            new Alerts("").of(told).ifPresent(report::add);
        }

        @Override
        public void touch(CompiledJourney journey, Touch touch, int sign) {
            // The report is made of transitions.
        }

        @Override
        public void moved(CompiledJourney journey, Place before, Place after) {
            // The report is made of transitions.
        }

        @Override
        public void tailFull(CompiledJourney journey) {
            throw new AssertionError("the tail was full");
        }
    }
}
