package io.journeytracker.runtime;

import static io.journeytracker.testing.TrackerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.intake.source.InvalidSourcesException;
import io.journeytracker.testing.IntakeFixture;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent by HTTP moves customers; roles are switched off one by one. */
@Tag("broker")
class IntakeInTheTrackerTest {

    @TempDir
    private Path directory;

    private Map<String, String> own;

    @BeforeEach
    void sources() throws Exception {
        Path sources = Files.writeString(directory.resolve("sources.yaml"), IntakeFixture.SOURCES);
        own = new HashMap<>(Map.of(
                "journey.intake.sources", sources.toString(),
                "journey.intake.host", "127.0.0.1",
                "journey.intake.port", "0"));
    }

    private static HttpResponse<String> post(JourneyTracker tracker, String body) throws Exception {
        return post(tracker, "first-key", body);
    }

    private static HttpResponse<String> post(JourneyTracker tracker, String key, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(tracker.intakeAddress().orElseThrow() + "/v1/touchpoints"))
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aCustomerMovesByWhatIsSentOnAPortApartFromMetrics() throws Exception {
        try (TrackerFixture world = new TrackerFixture(directory, own);
                JourneyTracker tracker = world.start(ShopMap.file(1))) {
            assertThat(post(tracker, "{\"userId\":\"ann\",\"event\":\"Added\"}").statusCode())
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(60)).until(() -> get(tracker.address() + "/metrics")
                    .body()
                    .lines()
                    .anyMatch(line -> line.startsWith("journey_customers{")
                            && line.contains("stage=\"cart\"")
                            && line.endsWith(" 1.0")));
            assertThat(get(tracker.address() + "/metrics").body()).contains("journey_intake_events_total{");
            for (String path : List.of("/", "/metrics", "/health/ready", "/api/journeys", "/map", "/try")) {
                assertThat(get(tracker.intakeAddress().orElseThrow() + path).statusCode())
                        .as("what is not for strangers: " + path)
                        .isEqualTo(404);
            }
            assertThat(get(tracker.address() + "/try").statusCode())
                    .as("a page of the demo alone")
                    .isEqualTo(404);
            for (String[] shown : new String[][] {
                {"Authorization", "Bearer first-key"}, {"Cookie", "journey-key=first-key"}, {"X-Write-Key", "first-key"}
            }) {
                HttpRequest reading = HttpRequest.newBuilder(URI.create(tracker.address() + "/api/journeys"))
                        .header(shown[0], shown[1])
                        .build();
                assertThat(HttpClient.newHttpClient()
                                .send(reading, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .as("a key that writes, shown as %s, reads nothing", shown[0])
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void keysAreReplacedWithoutARestart() throws Exception {
        Path file = directory.resolve("sources.yaml");
        own.put("journey.roles", "intake");
        try (TrackerFixture world = new TrackerFixture(directory, own);
                JourneyTracker tracker = world.start()) {
            assertThat(status(tracker, "first-key")).isEqualTo(200);
            assertThat(status(tracker, "third-key")).isEqualTo(401);

            Files.writeString(file, IntakeFixture.SOURCES.replace("first-key", "third-key"));
            await().atMost(Duration.ofSeconds(60)).until(() -> status(tracker, "third-key") == 200);
            assertThat(status(tracker, "first-key")).isEqualTo(401);
            assertThat(status(tracker, "second-key")).isEqualTo(200);

            Files.writeString(file, "sources: [{name: shop, keys: fourth-key, origins: shop.example}]");
            await().atMost(Duration.ofSeconds(60)).until(() -> get(tracker.address() + "/metrics")
                    .body()
                    .contains("journey_intake_reloads_total{file=\"sources\",outcome=\"refused\"} 1.0"));
            assertThat(status(tracker, "fourth-key")).isEqualTo(401);
            assertThat(status(tracker, "third-key")).isEqualTo(200);
        }
    }

    private static int status(JourneyTracker tracker, String key) throws Exception {
        return post(tracker, key, "{\"userId\":\"ann\",\"event\":\"Added\"}").statusCode();
    }

    @Test
    void anInstanceMayTakeTouchpointsAndSendAlertsOrOnlyKeepJourneys() throws Exception {
        own.put("journey.roles", "intake,delivery");
        try (TrackerFixture world = new TrackerFixture(directory, own);
                JourneyTracker tracker = world.start()) {
            assertThat(post(tracker, "{\"userId\":\"ann\",\"event\":\"Added\"}").statusCode())
                    .isEqualTo(200);
            assertThat(get(tracker.address() + "/metrics").body()).doesNotContain("kafka_stream_");
            assertThat(get(tracker.address() + "/api/openapi.json").body()).contains("/api/alerts");
        }
        own.put("journey.roles", "streams");
        try (TrackerFixture world = new TrackerFixture(directory, own);
                JourneyTracker tracker = world.start(ShopMap.file(1))) {
            assertThat(tracker.intakeAddress()).isEmpty();
        }
    }

    @Test
    void aFileOfSourcesThatIsWrongIsToldBeforeAnythingIsStarted() throws Exception {
        Files.writeString(directory.resolve("sources.yaml"), "sources: [{name: shop}]");
        try (JourneyTracker tracker =
                new JourneyTracker(JourneyConfig.from(new Settings().set(own)).withStateIn(directory))) {
            assertThatThrownBy(() -> tracker.start(List.of()))
                    .isInstanceOf(InvalidSourcesException.class)
                    .hasMessageContaining("sources[0].keys: is missing");
        }
    }
}
