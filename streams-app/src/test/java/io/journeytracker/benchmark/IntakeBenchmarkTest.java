package io.journeytracker.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.IntakeFixture;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Sizes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many touchpoints a second the intake acknowledges to a load generator of its own process (wrk), beside what a plain
 * producer does with the same records on the same broker: in turns, medians.
 */
@Tag("benchmark")
class IntakeBenchmarkTest {

    private static final int BATCH = 100;
    private static final int CONNECTIONS = 16;
    /** Each waits for its one touchpoint's acknowledgement: fewer would measure the round trip alone. */
    private static final int CONNECTIONS_OF_SINGLES = 256;

    private static final int WARM_UP_SECONDS = Sizes.choose(2, 4);
    private static final int MOST_WARM_UPS = Sizes.choose(3, 12);
    /** While the compiler is busy for more than this part of the time, what is measured is the compiler. */
    private static final double WARM = 0.15;

    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");
    private static final String SOURCES = """
            sources:
              - name: load
                keys: load-key
                rate: {events: 1000000, burst: 1000000}
            addresses:
              requests: 1000000
              burst: 1000000
            """;

    /**
     * What the load generator saw.
     *
     * @param acknowledged touchpoints
     * @param perSecond of them
     * @param p99Millis of a request
     * @param threads what this process spent on it, in Markdown
     * @param generatorMicros processor time that the load generator itself took for a touchpoint
     */
    private record Load(
            long acknowledged, double perSecond, double p99Millis, String threads, double generatorMicros) {}

    /**
     * How the intake got warm.
     *
     * @param seconds of load
     * @param compiling part of the last seconds in which the compiler was busy
     */
    private record WarmUp(int seconds, double compiling) {

        String told() {
            return "Warmed up by %d s of load before, in the last of which the compiler was busy for %.0f %% of the time"
                    .formatted(seconds, 100 * compiling);
        }
    }

    @TempDir
    Path dir;

    @Test
    void acknowledged_touchpoints_against_a_plain_producer() throws Exception {
        assumeTrue(onThePath("wrk"), "no wrk: install Debian's package wrk");
        int rounds = Sizes.choose(1, 5);
        int seconds = Sizes.choose(2, 10);
        Path script = dir.resolve("touchpoints.lua");
        try (var resource = getClass().getResourceAsStream("/wrk/touchpoints.lua")) {
            Files.copy(resource, script);
        }
        double[] plain = new double[rounds];
        double[] batches = new double[rounds];
        double[] singles = new double[rounds];
        double[] p99 = new double[rounds];
        double[] generator = new double[rounds];
        String threads = "";
        WarmUp warmUp = warmUp(script);
        for (int round = 0; round < rounds; round++) {
            try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker" + round), Map.of());
                    IntakeFixture intake = IntakeFixture.on(broker, SOURCES)) {
                Load batched = load(intake, script, BATCH, seconds);
                List<ConsumerRecord<byte[], byte[]>> stored = intake.records();
                assertThat(stored).as("on Kafka").hasSizeGreaterThanOrEqualTo(Math.toIntExact(batched.acknowledged()));
                Load single = load(intake, script, 1, seconds);
                batches[round] = batched.perSecond();
                p99[round] = batched.p99Millis();
                threads = batched.threads();
                generator[round] = batched.generatorMicros();
                singles[round] = single.perSecond();
                plain[round] = produce(broker.bootstrapServers(), stored);
            }
        }
        Measurements.record(
                "Intake against a plain producer",
                "| what | touchpoints a second, median of %d | of the plain producer's |\n|---|---|---|\n"
                                .formatted(rounds)
                        + "| plain producer, the same records, all in heap | %,.0f | 1 |\n".formatted(median(plain))
                        + row("intake, batches of " + BATCH, batches, plain)
                        + row("intake, single touchpoints", singles, plain)
                        + "\n%d connections with batches, %d with single touchpoints; 99 of 100 batches were acknowledged within %.0f ms. %s.\n"
                                .formatted(CONNECTIONS, CONNECTIONS_OF_SINGLES, median(p99), warmUp.told())
                        + "\nProcessor time of the last round's batches; the load generator took %.2f µs a touchpoint besides, in a process of its own:\n\n"
                                .formatted(median(generator))
                        + threads);
    }

    /** Both sides run compiled code when they are measured: a producer that sends records in heap is that after a second, the intake is not. */
    private WarmUp warmUp(Path script) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("warm-up"), Map.of());
                IntakeFixture intake = IntakeFixture.on(broker, SOURCES)) {
            load(intake, script, BATCH, WARM_UP_SECONDS);
            produce(broker.bootstrapServers(), intake.records());
            load(intake, script, 1, WARM_UP_SECONDS);
            int loads = 2;
            double compiling = 1;
            while (compiling > WARM && loads < MOST_WARM_UPS) {
                long before = compilationMillis();
                load(intake, script, BATCH, WARM_UP_SECONDS);
                compiling = (compilationMillis() - before) / (WARM_UP_SECONDS * 1e3);
                loads++;
            }
            return new WarmUp(loads * WARM_UP_SECONDS, compiling);
        }
    }

    private static long compilationMillis() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    }

    private static String row(String what, double[] rates, double[] plain) {
        return "| %s | %,.0f | %.2f |\n".formatted(what, median(rates), median(rates) / median(plain));
    }

    private Load load(IntakeFixture intake, Path script, int size, int seconds) throws Exception {
        ThreadTimes times = new ThreadTimes();
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + (size == 1 ? CONNECTIONS_OF_SINGLES : CONNECTIONS),
                        "-d" + seconds + "s",
                        "--timeout",
                        "10s",
                        "-s",
                        script.toString(),
                        intake.address(),
                        "--",
                        String.valueOf(size),
                        "run" + size)
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(wrk.waitFor(seconds + 30L, TimeUnit.SECONDS)).isTrue();
            Matcher result = RESULT.matcher(said);
            assertThat(result.find()).as(said).isTrue();
            assertThat(result.group(2)).as("refused or broken: %s", said).isEqualTo("0");
            long acknowledged = Long.parseLong(result.group(1)) * size;
            double took = Long.parseLong(result.group(3)) / 1e6;
            return new Load(
                    acknowledged,
                    acknowledged / took,
                    Long.parseLong(result.group(4)) / 1e3,
                    times.table(Math.toIntExact(acknowledged)),
                    Double.parseDouble(result.group(5)) / acknowledged);
        } finally {
            wrk.destroyForcibly();
        }
    }

    /** The records as the intake wrote them, with the intake's settings. */
    private static double produce(String bootstrapServers, List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "linger.ms",
                5,
                "batch.size",
                65_536,
                "compression.type",
                "lz4");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.partitionsFor("touchpoints");
            long began = System.nanoTime();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                producer.send(new ProducerRecord<>(
                        "touchpoints", null, record.timestamp(), record.key(), record.value(), record.headers()));
            }
            producer.flush();
            return records.size() / ((System.nanoTime() - began) / 1e9);
        }
    }

    private static boolean onThePath(String program) throws InterruptedException {
        try {
            return new ProcessBuilder("which", program).start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
