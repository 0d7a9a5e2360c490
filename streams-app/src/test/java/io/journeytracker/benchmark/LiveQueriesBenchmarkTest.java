package io.journeytracker.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyTemplates;
import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TrackerFixture;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon the map, a customer and a page of those behind a count are answered by HTTP, with many customers and while they move. A million customers are
 * there after two minutes, which it tells as they come.
 */
@Tag("benchmark")
class LiveQueriesBenchmarkTest {

    private static final String KEY = "analyst-key-0123456789";
    private static final String[] EVENTS = {"Product Viewed", "Product Added", "Checkout Started", "Order Completed"};
    private static final String[] SEGMENTS = {"new", "loyal", "other"};

    /** Visits begin within so many days before, about as many in every hour. */
    private static final Duration SPREAD = Duration.ofDays(13);

    private static final int WARM_UP = Sizes.choose(200, 500);
    private static final int QUESTIONS = Sizes.choose(600, 3_000);
    private static final int OF_WINDOWS = Sizes.choose(150, 3_000);
    /** Each goes through all customers. */
    private static final int LISTS = Sizes.choose(10, 5);

    /** One that is not answered then never is: a reader and a writer once waited for each other. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final int ASKED_APART = 20;
    private static final double BOUND_MILLIS = 50;
    /** With room where few are asked: the first ones, which read all of it, are among the hundredth. */
    private static final double WINDOW_BOUND_MILLIS = Sizes.choose(200, 50);

    private final Random random = new Random(7);
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void theMapAndOneCustomerAreAnsweredAtOnceWhileOthersMove(@TempDir Path state) throws Exception {
        int customers = Sizes.choose(10_000, 1_000_000);
        // Nobody stalls or churns while they come and while it is measured.
        MapFile map = MapFile.of(
                "five-stage-classic.yaml",
                JourneyTemplates.yaml("five-stage-classic")
                        .orElseThrow()
                        .replaceAll("stall: \\{after: [0-9]+[a-z]+", "stall: {after: 60d")
                        .replace("silent: 14d", "silent: 90d"),
                LocalDate.EPOCH);
        Map<String, String> settings = Map.of("journey.access.analyst.keys", KEY, "journey.topics.partitions", "6");
        try (TrackerFixture world = new TrackerFixture(state, settings);
                JourneyTracker tracker = world.start(map);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                world.settings().get("kafka.bootstrap.servers"),
                                "linger.ms",
                                "5",
                                "batch.size",
                                "131072"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            Serializer<Touchpoint> serializer =
                    new AvroSerdes(world.settings()).values(Touchpoint.class).serializer();
            for (int i = 0; i < customers; i++) {
                long before = SPREAD.toMillis() / customers * (customers - i);
                send(producer, serializer, i, EVENTS[i % EVENTS.length], System.currentTimeMillis() - before);
            }
            producer.flush();
            awaitFolded(tracker, customers);
            String journey = tracker.address() + "/api/journeys/" + map.map().id();
            Runnable somebodyMoves = () -> send(
                    producer, serializer, random.nextInt(customers), EVENTS[1], System.currentTimeMillis());
            double[] maps = answers(WARM_UP, QUESTIONS, () -> journey + "/map", somebodyMoves);
            String week = journey + "/map?from=" + LocalDate.now(ZoneOffset.UTC).minusDays(7);
            double[] weeks = answers(WARM_UP / 4, OF_WINDOWS, () -> week, somebodyMoves);
            double[] windows =
                    answers(WARM_UP / 4, OF_WINDOWS, () -> journey + "/map?persona=newcomer" + window(), somebodyMoves);
            double[] single = answers(
                    WARM_UP,
                    QUESTIONS,
                    () -> tracker.address() + "/api/customers/customer-" + random.nextInt(customers),
                    somebodyMoves);
            double[] lists = answers(1, LISTS, () -> journey + "/customers?stage=consideration", somebodyMoves);
            double[] behind = answers(1, LISTS, () -> journey + "/visits?stage=consideration", somebodyMoves);
            Measurements.record(
                    "Live queries",
                    "With %,d customers, while some move, over HTTP:\n\n".formatted(customers)
                            + "| question | asked | median, ms | p99, ms | slowest, ms |\n|---|---|---|---|---|\n"
                            + row("the merged map", maps)
                            + row("the map of the last week", weeks)
                            + row("the map of a persona, of any hours of the last two weeks", windows)
                            + row("one customer and the story", single)
                            + row("a page of the customers at a stage", lists)
                            + row("a page of the customers behind a count of visits", behind));
            assertThat(at(maps, 0.99)).as("p99 of the map, milliseconds").isLessThan(BOUND_MILLIS);
            assertThat(at(weeks, 0.99)).as("p99 of a week's map, milliseconds").isLessThan(WINDOW_BOUND_MILLIS);
            assertThat(at(windows, 0.99))
                    .as("p99 of a window's map, milliseconds")
                    .isLessThan(WINDOW_BOUND_MILLIS);
            assertThat(at(single, 0.99)).as("p99 of one customer, milliseconds").isLessThan(BOUND_MILLIS);
        }
    }

    private String window() {
        Instant from = Instant.now().minusSeconds(random.nextInt((int) SPREAD.toSeconds()));
        return "&from=" + from + "&to=" + from.plusSeconds(3_600 + random.nextInt((int) SPREAD.toSeconds()));
    }

    /** @param time milliseconds since the epoch */
    private void send(
            KafkaProducer<byte[], byte[]> producer,
            Serializer<Touchpoint> serializer,
            int customer,
            String event,
            long time) {
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setMessageId("m" + sent.incrementAndGet())
                .setUserId("customer-" + customer)
                .setEvent(event)
                .setTime(time)
                .setReceivedAt(time)
                .setTraits(Map.of("segment", SEGMENTS[customer % SEGMENTS.length]))
                .setChannel("web")
                .build();
        byte[] key = ("customer-" + customer).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("touchpoints", key, serializer.serialize("touchpoints", touchpoint)));
    }

    private static void awaitFolded(JourneyTracker tracker, int customers) {
        AtomicInteger told = new AtomicInteger();
        Awaitility.await()
                .atMost(Duration.ofMinutes(6))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    double folded = folded(tracker);
                    int tenths = (int) (10 * folded / customers);
                    if (tenths > told.getAndSet(tenths)) {
                        System.out.printf("Folded: %,.0f of %,d customers%n", folded, customers);
                    }
                    return folded >= customers;
                });
    }

    private static double folded(JourneyTracker tracker) {
        return tracker.meters().find("journey.touchpoints").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /**
     * Milliseconds that each answer took, in order of size.
     *
     * @param warmUp questions before, which do not count
     * @param meanwhile done now and then between two questions
     */
    private double[] answers(int warmUp, int questions, Supplier<String> address, Runnable meanwhile)
            throws IOException, InterruptedException {
        double[] took = new double[questions];
        for (int i = -warmUp; i < questions; i++) {
            if (i % ASKED_APART == 0) {
                meanwhile.run();
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create(address.get()))
                    .header("Authorization", "Bearer " + KEY)
                    .timeout(PATIENCE)
                    .build();
            long began = System.nanoTime();
            int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
            double millis = (System.nanoTime() - began) / 1e6;
            assertThat(status).as(request.uri().getPath()).isEqualTo(200);
            if (i >= 0) {
                took[i] = millis;
            }
        }
        Arrays.sort(took);
        return took;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static String row(String question, double[] took) {
        return "| %s | %,d | %.1f | %.1f | %.1f |\n"
                .formatted(question, took.length, at(took, 0.5), at(took, 0.99), at(took, 1));
    }
}
