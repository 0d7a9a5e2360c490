package io.journeytracker.delivery.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts in a real Alertmanager. */
@Tag("peers")
class AlertmanagerTargetTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static Receiver desk;
    private static AlertmanagerProcess alertmanager;
    private static TargetFixture fixture;
    private static Target target;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                AlertmanagerProcess.isThere(),
                "no prometheus-alertmanager: install Debian's package prometheus-alertmanager");
        desk = new Receiver();
        alertmanager = new AlertmanagerProcess(directory, desk.at("/desk"));
        fixture = new TargetFixture(directory, Clock.systemUTC());
        target = fixture.open("alertmanager", "url: " + alertmanager.url());
    }

    @AfterAll
    static void stop() {
        if (alertmanager != null) {
            alertmanager.close();
            fixture.close();
            desk.close();
        }
    }

    /** One alert of this stage, by its own id. */
    private static AlertMessage alert(int id, String stage) {
        AlertMessage sample = Samples.alert("c-" + id);
        return new AlertMessage(
                String.format("%032x", id),
                sample.kind(),
                sample.severity(),
                sample.owner(),
                sample.customer(),
                sample.persona(),
                sample.journey(),
                sample.version(),
                stage,
                sample.rule(),
                Instant.now().minusSeconds(600),
                Instant.now().minusSeconds(60),
                Instant.now().minusSeconds(59),
                sample.event(),
                sample.eventTime(),
                sample.channel(),
                sample.mood(),
                sample.value(),
                sample.currency(),
                Optional.empty(),
                sample.link(),
                Optional.empty(),
                Optional.empty());
    }

    private static void tell(NotificationType type, AlertMessage... alerts) throws InterruptedException {
        Notification sample = Samples.notification(type, "en", alerts[0], 1);
        assertThat(target.deliver(new Notification(
                        sample.id(),
                        type,
                        sample.subscription(),
                        sample.team(),
                        sample.group(),
                        "en",
                        sample.accepted(),
                        1,
                        List.of(alerts),
                        alerts.length,
                        Duration.ZERO,
                        Duration.ZERO)))
                .isEqualTo(Answer.DELIVERED);
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(CLIENT.send(
                        HttpRequest.newBuilder(URI.create(alertmanager.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /** How each alert of the stage stands in the last message that the desk got of it: id and status. */
    private static TreeMap<String, String> told(String stage) {
        TreeMap<String, String> told = new TreeMap<>();
        for (JsonNode message : messages(stage)) {
            message.get("alerts")
                    .forEach(alert -> told.put(
                            alert.at("/labels/alert_id").asText(),
                            alert.get("status").asText()));
        }
        return told;
    }

    private static List<JsonNode> messages(String stage) {
        List<JsonNode> messages = new ArrayList<>();
        for (Receiver.Received request : desk.received()) {
            try {
                JsonNode message = JSON.readTree(request.body());
                if (message.at("/groupLabels/stage").asText().equals(stage)) {
                    messages.add(message);
                }
            } catch (IOException noJson) {
                throw new IllegalStateException(noJson);
            }
        }
        return messages;
    }

    @Test
    void alertsOfAStageAreGroupedAndResolved() throws Exception {
        AlertMessage one = alert(1, "checkout");
        AlertMessage other = alert(2, "checkout");
        tell(NotificationType.RAISED, one, other);
        // Once more, as after a crash: the same two.
        tell(NotificationType.RAISED, one, other);
        await().atMost(PATIENCE).until(() -> told("checkout").size() == 2);
        assertThat(told("checkout").values()).containsExactly("firing", "firing");
        // The first message may have gone out between the two; the group's next one has both.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages("checkout"))
                .anySatisfy(message -> assertThat(message.get("alerts")).hasSize(2)));
        assertThat(messages("checkout").get(0).at("/commonLabels/alertname").asText())
                .isEqualTo("JourneyStall");
        assertThat(get("/api/v2/alerts?filter=stage%3D%22checkout%22")).hasSize(2);

        tell(NotificationType.RESOLVED, one);
        await().atMost(PATIENCE).until(() -> "resolved".equals(told("checkout").get(one.id())));
        assertThat(told("checkout").get(other.id())).isEqualTo("firing");
        JsonNode standing = get("/api/v2/alerts?filter=stage%3D%22checkout%22");
        assertThat(standing).hasSize(1);
        assertThat(standing.at("/0/annotations/customer").asText()).isEqualTo("c-2");
        assertThat(standing.at("/0/generatorURL").asText()).isEqualTo("https://journeys.example/c/c-2");
        Duration stands = Duration.between(
                Instant.now(), Instant.parse(standing.at("/0/endsAt").asText()));
        assertThat(stands).isBetween(Duration.ofHours(719), Duration.ofHours(720));
    }

    @Test
    void whatIsSilencedThereIsNotTold() throws Exception {
        AlertMessage silenced = alert(3, "payment");
        AlertMessage loud = alert(4, "payment");
        String silence = "{\"matchers\":[{\"name\":\"alert_id\",\"value\":\"" + silenced.id()
                + "\",\"isRegex\":false,\"isEqual\":true}],\"startsAt\":\""
                + Instant.now().minusSeconds(5) + "\",\"endsAt\":\""
                + Instant.now().plusSeconds(3600) + "\",\"createdBy\":\"desk\",\"comment\":\"known\"}";
        HttpResponse<String> made = CLIENT.send(
                HttpRequest.newBuilder(URI.create(alertmanager.url() + "/api/v2/silences"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(silence))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        tell(NotificationType.RAISED, silenced, loud);
        await().atMost(PATIENCE).until(() -> told("payment").containsKey(loud.id()));
        assertThat(told("payment")).doesNotContainKey(silenced.id());
        JsonNode state = get("/api/v2/alerts?filter=alert_id%3D%22" + silenced.id() + "%22");
        assertThat(state.at("/0/status/state").asText()).isEqualTo("suppressed");
    }

    @Test
    void itTakesEveryTextAndNothingOfAnAcknowledgement() throws Exception {
        for (String name : HostileNames.ALL) {
            for (NotificationType type : NotificationType.values()) {
                Notification n = Samples.notification(type, "en", Samples.hostile(name), 25);
                assertThat(target.deliver(n))
                        .as(type + " " + name)
                        .isEqualTo(type == NotificationType.ACKNOWLEDGED ? Answer.SKIPPED : Answer.DELIVERED);
            }
        }
    }
}
