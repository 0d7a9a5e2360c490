package io.journeytracker.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyTemplates;
import io.journeytracker.definition.MapReader;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.journey.CustomerFold;
import io.journeytracker.journey.CustomerOutput;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.Engines;
import io.journeytracker.journey.Place;
import io.journeytracker.journey.TouchpointRecord;
import io.journeytracker.schema.SchemaTrust;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Sizes;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many touchpoints a second the fold takes on one core, without Kafka. */
@Tag("benchmark")
class EngineBenchmarkTest {

    private static final int ROUNDS = 5;
    private long told;

    @Test
    void touchpoints_a_second_on_one_core() {
        SchemaTrust.establish();
        Workload workload = new Workload(Sizes.choose(10_000, 50_000), Sizes.choose(200_000, 1_000_000));
        List<Touchpoint> touchpoints = workload.make();
        String yaml = JourneyTemplates.yaml("five-stage-classic").orElseThrow();
        JourneyCatalog catalog = JourneyCatalog.of(
                List.of(new MapReader(LocalDate.EPOCH).read(yaml, "template").orThrow()));
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rates[round] = rate(touchpoints, catalog);
        }
        assertThat(told).as("what was told of every touchpoint").isGreaterThan((long) ROUNDS * touchpoints.size());
        Arrays.sort(rates);
        Measurements.record(
                "Engine without Kafka",
                "| touchpoints | customers | median of %d, touchpoints a second | slowest | fastest |\n|---|---|---|---|---|\n| %,d | %,d | %,.0f | %,.0f | %,.0f |\n"
                        .formatted(
                                ROUNDS,
                                workload.touchpoints(),
                                workload.customers(),
                                rates[ROUNDS / 2],
                                rates[0],
                                rates[ROUNDS - 1]));
    }

    /** The thread's own time, so that what else the machine does hardly shows. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private double rate(List<Touchpoint> touchpoints, JourneyCatalog catalog) {
        CustomerFold fold = new CustomerFold(new Engines(() -> catalog));
        Map<String, CustomerRecord> customers = new HashMap<>();
        CustomerOutput output = new Counting();
        long began = cpuNanos();
        long order = 0;
        for (Touchpoint touchpoint : touchpoints) {
            CustomerRecord customer = customers.computeIfAbsent(touchpoint.getUserId(), id -> new CustomerRecord());
            long id = TouchpointRecord.id(touchpoint, touchpoint.getTime(), order);
            fold.touch(
                    customer,
                    new TouchpointRecord(touchpoint, touchpoint.getTime(), order++, id, Long.MIN_VALUE, false),
                    Long.MIN_VALUE,
                    output);
        }
        return touchpoints.size() / ((cpuNanos() - began) / 1e9);
    }

    private final class Counting implements CustomerOutput {

        @Override
        public void transition(
                CompiledJourney journey, Transition transition, String lastEvent, boolean retracted, boolean replay) {
            told++;
        }

        @Override
        public void touch(CompiledJourney journey, Touch touch, int sign) {
            told++;
        }

        @Override
        public void conversion(CompiledJourney journey, Conversion conversion, int sign) {
            told++;
        }

        @Override
        public void moved(CompiledJourney journey, Place before, Place after) {
            told++;
        }

        @Override
        public void tailFull(CompiledJourney journey) {
            told++;
        }
    }
}
