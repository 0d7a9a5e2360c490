package io.journeytracker.runtime;

import static io.journeytracker.testing.TrackerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.maps.MapPublisher;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class JourneyTrackerTest {

    private static final String VIEWER = "viewer-key-0123456789";

    private TrackerFixture world;

    @BeforeEach
    void start(@TempDir Path state) {
        world = new TrackerFixture(state);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void silenceAloneRaisesAStallWithinASecondOrSoAndTheNextTouchpointResolvesIt() {
        try (JourneyTracker tracker = world.start(ShopMap.file(1))) {
            world.send("ann", "Added");
            await().atMost(Duration.ofSeconds(60)).until(() -> !world.alerts().isEmpty());
            JourneyAlert raised = world.alerts().get(0);
            assertThat(raised.getCustomer()).isEqualTo("ann");
            assertThat(raised.getStage()).isEqualTo("cart");
            assertThat(raised.getDue() - raised.getSince()).isEqualTo(2_000);
            assertThat(raised.getRaised() - raised.getDue())
                    .as("milliseconds from falling due to raised")
                    .isBetween(0L, Promised.millis(3_000));

            world.send("ann", "Viewed");
            await().atMost(Duration.ofSeconds(60)).until(() -> world.alerts().size() == 2);
            assertThat(world.alerts().get(1).getState()).isEqualTo(AlertState.RESOLVED);
            assertThat(world.alerts().get(1).getId()).isEqualTo(raised.getId());
            assertThat(tracker.live().ok()).isTrue();
        }
    }

    @Test
    void whatWasKeptBeforeARestartIsKnownAfterIt() {
        try (JourneyTracker tracker = world.start(ShopMap.file(1))) {
            world.send("ben", "Added");
            await().atMost(Duration.ofSeconds(60)).until(() -> customers(tracker, "cart") == 1);
        }
        try (JourneyTracker tracker = world.start()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> customers(tracker, "cart") == 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> !world.alerts().isEmpty());
            assertThat(world.alerts()).hasSize(1);
        }
    }

    @Test
    void isAliveButNotReadyUntilAllThatWasKeptIsRestored(@TempDir Path state, @TempDir Path empty) {
        Map<String, String> own = Map.of(
                "journey.stories", "false",
                "journey.access.viewer.keys", VIEWER,
                // So long the next one waits, for one that did not say that it ended.
                "kafka.streams.consumer.session.timeout.ms", "15000");
        try (TrackerFixture bare = new TrackerFixture(state, own)) {
            try (JourneyTracker tracker = bare.start(ShopMap.file(1))) {
                bare.send("ben", "Viewed");
                await().atMost(Duration.ofSeconds(60)).until(() -> customers(tracker, "browse") == 1);
            }
            JourneyConfig elsewhere = bare.config().withStateIn(empty);
            try (JourneyTracker tracker = new JourneyTracker(elsewhere).start(List.of())) {
                String ready = tracker.address() + "/health/ready";
                HttpResponse<String> early = get(ready);
                assertThat(early.statusCode()).isEqualTo(503);
                assertThat(early.body()).contains("the streams are REBALANCING, expected RUNNING");
                assertThat(get(tracker.address() + "/health/live").statusCode()).isEqualTo(200);
                assertThat(customers(tracker, "browse"))
                        .as("customers before the state is restored")
                        .isZero();
                await().atMost(Duration.ofSeconds(60)).until(() -> get(ready).statusCode() == 200);
                assertThat(customers(tracker, "browse"))
                        .as("customers once it is ready")
                        .isEqualTo(1);
                whoIsBehindACountIsToldByTheStateWithoutStories(tracker);
            }
        }
    }

    private static void whoIsBehindACountIsToldByTheStateWithoutStories(JourneyTracker tracker) {
        HttpRequest asked = HttpRequest.newBuilder(
                        URI.create(tracker.address() + "/api/journeys/shop/visits?stage=browse"))
                .header("Authorization", "Bearer " + VIEWER)
                .build();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(HttpClient.newHttpClient()
                        .send(asked, HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("\"count\":1,\"times\":1,\"of\":1,\"source\":\"journeys\""));
    }

    @Test
    void aMapPublishedMeanwhileIsActiveWithinFiveSecondsAndWhatCannotBeReadBecomesADeadLetter() {
        try (JourneyTracker tracker = world.start()) {
            assertThat(get(tracker.address() + "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(tracker.address() + "/health/live").body()).contains("up");
            var kafka = world.config().kafka();
            new MapPublisher(kafka.forProducer(), kafka.forConsumer(), "journey-maps")
                    .publish(ShopMap.file(1).map(), ShopMap.yaml(1));
            await().atMost(Promised.within(Duration.ofSeconds(5)))
                    .until(() -> tracker.maps().get().active("shop").isPresent());

            world.sendBytes("no Avro".getBytes(StandardCharsets.UTF_8));
            world.send("cid", "Added");
            await().atMost(Duration.ofSeconds(60)).until(() -> customers(tracker, "cart") == 1);
            assertThat(world.read("dead-letters"))
                    .extracting(value -> new String(value, StandardCharsets.UTF_8))
                    .containsExactly("no Avro");
            assertThat(get(tracker.address() + "/metrics").body())
                    .contains("journey_dead_letters_total{reason=\"undecodable\"} 1.0");
        }
    }

    @Test
    void anOutageOfTheBrokerLooksLikeNobodysSilence() {
        try (JourneyTracker tracker = world.start(ShopMap.file(1))) {
            world.send("dora", "Viewed");
            await().atMost(Duration.ofSeconds(60)).until(() -> customers(tracker, "browse") == 1);
            world.broker.stopBroker();
            world.broker.startBroker();
            world.send("dora", "Added");
            await().atMost(Duration.ofSeconds(60)).until(() -> !world.alerts().isEmpty());
            assertThat(world.alerts()).extracting(JourneyAlert::getStage).isEqualTo(List.of("cart"));
        }
    }

    private static double customers(JourneyTracker tracker, String stage) {
        return tracker.meters().find("journey.customers").tag("stage", stage).gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }
}
