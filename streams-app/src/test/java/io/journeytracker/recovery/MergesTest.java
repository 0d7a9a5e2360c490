package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.story.StoryBook;
import io.journeytracker.story.StoryCodec;
import io.journeytracker.story.StoryKey;
import io.journeytracker.story.StoryTopology;
import io.journeytracker.testing.AppProcess;
import io.journeytracker.testing.Books;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors sign in on their devices while two instances share the partitions and one of them is killed. */
@Tag("broker")
class MergesTest {

    private static final int PARTITIONS = 4;
    private static final int USERS = 400;
    private static final int DEVICES = 3;
    private static final String YAML = """
            language: 1
            journey: shop
            version: 1
            grace: 1h
            stages:
              - {id: browse, enter: {event: Viewed}}
              - id: cart
                enter: {event: Added}
                stall: {after: 2s, severity: critical}
                churn: [{id: abandoned, silent: 4s}]
              - {id: bought, enter: {event: Ordered}}
            exits: [{id: cancelled, event: Cancelled}]
            """;
    private static final MapFile MAP = MapFile.of("shop.yaml", YAML, LocalDate.EPOCH);
    private static final Map<String, String> SETTINGS = Map.of(
            "journey.topics.partitions", String.valueOf(PARTITIONS),
            "kafka.streams.consumer.session.timeout.ms", "3000",
            "kafka.streams.consumer.heartbeat.interval.ms", "1000",
            "kafka.streams.producer.transaction.timeout.ms", "4000");

    @TempDir
    Path directory;

    @Test
    void whoeverSignsInIsOneCustomerAlsoWhereAnInstanceIsKilledInTheMiddle() throws IOException {
        Path map = Files.writeString(directory.resolve("shop.yaml"), YAML);
        try (TrackerFixture world = new TrackerFixture(directory.resolve("world"), SETTINGS);
                Traffic traffic = world.traffic();
                AppProcess first = AppProcess.start(world.settings(), directory.resolve("first"), map);
                AppProcess second = AppProcess.start(world.settings(), directory.resolve("second"), map)) {
            first.address();
            second.address();
            try (Visitors visitors = new Visitors(traffic)) {
                await().atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> merged(world) > 100);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Scrape.of(second.address()).sum("journey_tasks_active") > 0);
                second.kill();
                long before = merged(world);
                await().atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> merged(world) > before + 100);
                visitors.signInEverywhere();
            }
            long end = System.currentTimeMillis() + 5_000;
            Told told = world.toldBefore(end);
            Books.same(told, EngineAlone.told(MAP, traffic.sent(), end));
            assertThat(world.read("dead-letters")).isEmpty();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> Books.balanced(Scrape.of(first.address()), PARTITIONS, told));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(stories(world)).isEqualTo(done(traffic.sent())));
        }
    }

    /** What each customer's story tells, by time. */
    private static Map<String, List<String>> stories(TrackerFixture world) {
        StoryCodec codec = new StoryCodec();
        Map<String, Map<Bytes, CustomerStory>> pieces = new TreeMap<>();
        String changelog = world.config().applicationId() + "-" + StoryTopology.STORE + "-changelog";
        for (ConsumerRecord<byte[], byte[]> record : world.committed(changelog)) {
            Bytes key = Bytes.wrap(record.key());
            Map<Bytes, CustomerStory> ofOne =
                    pieces.computeIfAbsent(StoryKey.customer(key), customer -> new TreeMap<>());
            if (record.value() == null) {
                ofOne.remove(key);
            } else {
                ofOne.put(key, codec.decode(record.value()));
            }
        }
        Map<String, List<String>> stories = new TreeMap<>();
        pieces.forEach((customer, ofOne) -> StoryBook.of(ofOne.values())
                .ifPresent(story -> stories.put(
                        customer,
                        story.getTouchpoints().stream()
                                .map(each -> each.getTime() + " " + each.getEvent())
                                .toList())));
        return stories;
    }

    /** The same of all that was sent; the event with the time, since nobody did two things at one time. */
    private static Map<String, List<String>> done(List<Touchpoint> sent) {
        return sent.stream()
                .sorted(Comparator.comparing(Touchpoint::getTime))
                .collect(Collectors.groupingBy(
                        Touchpoint::getUserId,
                        TreeMap::new,
                        Collectors.mapping(each -> each.getTime() + " " + each.getEvent(), Collectors.toList())));
    }

    private static long merged(TrackerFixture world) {
        return world.transitions().stream()
                .filter(JourneyTransition::getWithdrawn)
                .map(JourneyTransition::getCustomer)
                .distinct()
                .count();
    }

    /** Users who come by one of their devices, known to it or not. */
    private static final class Visitors implements AutoCloseable {

        private final Traffic traffic;
        private final Random random = new Random(1);
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

        Visitors(Traffic traffic) {
            this.traffic = traffic;
            timer.scheduleAtFixedRate(this::some, 0, 20, TimeUnit.MILLISECONDS);
        }

        private void some() {
            for (int i = 0; i < 3; i++) {
                int chance = random.nextInt(100);
                visit(
                        random.nextInt(USERS),
                        random.nextInt(DEVICES),
                        random.nextInt(4) == 0,
                        chance < 45 ? "Viewed" : chance < 92 ? "Added" : chance < 96 ? "Ordered" : "Cancelled");
            }
        }

        private void visit(int user, int device, boolean signsIn, String event) {
            traffic.visit("u" + user, "device-" + device + "-of-" + user, signsIn, event);
        }

        /** So that in the end all of a user's devices are known to be theirs. */
        void signInEverywhere() {
            close();
            for (int user = 0; user < USERS; user++) {
                for (int device = 0; device < DEVICES; device++) {
                    visit(user, device, true, "Viewed");
                }
            }
            traffic.flush();
        }

        @Override
        public void close() {
            timer.shutdown();
            try {
                if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("The visitors did not leave within 5 s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the visitors left", e);
            }
        }
    }
}
