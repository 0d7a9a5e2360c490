package io.journeytracker.delivery.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.journeytracker.testing.Sizes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slack and PagerDuty, against receivers that check each message as their documentation says. */
class TargetMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROUTING_KEY = "0123456789abcdef0123456789ABCDEF";
    private static final int MOST_BYTES_OF_PAGERDUTY = 512_000;

    /** Of what every text is tried in; each has words of its own for the rest of the message. */
    private static final List<String> LANGUAGES = MessageTexts.LANGUAGES.subList(
            0, Sizes.choose(1, MessageTexts.LANGUAGES.size(), MessageTexts.LANGUAGES.size()));

    @TempDir
    private Path secrets;

    private Receiver receiver;
    private TargetFixture fixture;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        fixture = new TargetFixture(secrets);
        fixture.secret("slack", receiver.at("/services/T0/B0/secret").toString());
        fixture.secret("key", ROUTING_KEY);
    }

    @AfterEach
    void close() {
        receiver.close();
        fixture.close();
    }

    private Target slack() {
        return fixture.open("slack", "webhook: slack");
    }

    private Target pagerDuty() {
        return fixture.open("pagerduty", "{routing-key: key, url: \"" + receiver.at("/v2/enqueue") + "\"}");
    }

    /** A receiver that takes what fits the schema and refuses all else with 400. */
    private void check(String schemaFile) throws IOException {
        JsonSchema schema;
        try (InputStream in = getClass().getResourceAsStream("/targets/" + schemaFile)) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
        receiver.answer(request -> {
            try {
                String wrong = schema.validate(JSON.readTree(request.body())).toString();
                boolean right = wrong.equals("[]")
                        && request.headers().get("content-type").startsWith("application/json")
                        && request.body().length() < MOST_BYTES_OF_PAGERDUTY;
                return new Receiver.Reply(right ? 202 : 400, Map.of(), wrong);
            } catch (IOException noJson) {
                return new Receiver.Reply(400, Map.of(), "no JSON");
            }
        });
    }

    private static void everyMessage(BiConsumer<String, Notification> each) {
        for (String name : HostileNames.ALL) {
            for (NotificationType type : NotificationType.values()) {
                for (String language : LANGUAGES) {
                    for (int count : new int[] {1, 10_000}) {
                        each.accept(name, Samples.notification(type, language, Samples.hostile(name), count));
                    }
                }
            }
        }
    }

    @Test
    void slackTakesEveryMessage() throws Exception {
        check("slack.schema.json");
        try (Target slack = slack()) {
            for (String name : HostileNames.ALL) {
                for (NotificationType type : NotificationType.values()) {
                    Notification n = Samples.notification(type, "en", Samples.hostile(name), 25);
                    assertThat(slack.deliver(n)).as(name).isEqualTo(Answer.DELIVERED);
                }
            }
        }
        assertThat(receiver.received()).hasSize(HostileNames.ALL.size() * NotificationType.values().length);
    }

    @Test
    void aSignOfLifeIsShownWithoutAnyAlert() throws Exception {
        check("slack.schema.json");
        for (String language : MessageTexts.LANGUAGES) {
            Notification heartbeat = Samples.heartbeat(language);
            try (Target slack = slack()) {
                assertThat(slack.deliver(heartbeat)).isEqualTo(Answer.DELIVERED);
            }
            assertThat(MailText.plain(heartbeat))
                    .contains(MessageTexts.in(language).title(heartbeat));
            assertThat(MailText.html(heartbeat))
                    .contains(MessageTexts.in(language).title(heartbeat));
            assertThat(new String(NotificationJson.bytes(heartbeat), StandardCharsets.UTF_8))
                    .contains("\"type\":\"journey.alert.heartbeat\"", "\"intervalSeconds\":60", "\"alerts\":[]");
        }
        assertThat(AlertmanagerTarget.body(
                                Samples.heartbeat("en"), Instant.parse("2026-03-02T10:00:00Z"), Duration.ofHours(24))
                        .toString())
                .contains("JourneyHeartbeat", "\"endsAt\":\"2026-03-02T10:03:00Z\"");
    }

    @Test
    void nothingThatIsWrittenBecomesMarkupInSlack() {
        everyMessage((name, n) -> texts(SlackTarget.body(n), text -> assertThat(text)
                .as(name)
                .doesNotContainPattern("[<>]")
                .doesNotContainPattern("&(?!(amp|lt|gt);)")
                .doesNotContainPattern("(?i)@(here|channel|everyone|all)")
                .doesNotContainPattern("][(\\[]")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n\u200b]]")));
    }

    private static void texts(JsonNode node, Consumer<String> check) {
        node.properties().forEach(field -> {
            if (field.getKey().equals("text") && field.getValue().isTextual()) {
                check.accept(field.getValue().asText());
            }
        });
        node.forEach(child -> texts(child, check));
    }

    @Test
    void aMessageOfSlackSaysWhatItIsAboutAndLeadsThere() {
        JsonNode body =
                SlackTarget.body(Samples.notification(NotificationType.RESOLVED, "en", Samples.alert("c-1"), 1));
        assertThat(body.at("/blocks/0/text/text").asText())
                .isEqualTo("Over: Customer c-1 is stuck in shop at checkout");
        assertThat(body.at("/blocks/1/text/text").asText())
                .isEqualTo("Customer c-1 is stuck in shop at checkout, for 30 min");
        assertThat(body.at("/blocks/2/elements/0/text").asText()).isEqualTo("critical · shop · checkout · shop");
        assertThat(body.at("/blocks/3/elements/0/url").asText()).isEqualTo("https://journeys.example/c/c-1");
        assertThat(body.get("text").asText()).contains("Over: Customer c-1", "https://journeys.example/c/c-1");
    }

    @ParameterizedTest
    @CsvSource({
        "200,ok,Delivered",
        "400,invalid_payload,GiveUp",
        "403,action_prohibited,GiveUp",
        "403,invalid_token,Disable",
        "404,no_service,Disable",
        "404,<html>,Retry",
        "410,channel_is_archived,Disable",
        "429,,Retry",
        "500,rollup_error,Retry",
        "302,,Retry",
    })
    void whatSlackAnswersIsUnderstood(int status, String body, String expected) throws Exception {
        receiver.answer(status, Map.of(), body == null ? "" : body);
        try (Target slack = slack()) {
            Answer answer = slack.deliver(Samples.notification(NotificationType.RAISED, "en", Samples.alert("c"), 1));
            assertThat(answer.getClass().getSimpleName()).isEqualTo(expected);
            assertThat(answer.toString()).doesNotContain("services");
        }
    }

    @Test
    void pagerDutyTakesEveryMessage() throws Exception {
        check("pagerduty.schema.json");
        try (Target pagerDuty = pagerDuty()) {
            for (String name : HostileNames.ALL) {
                for (NotificationType type : NotificationType.values()) {
                    Notification n = Samples.notification(type, "de", Samples.hostile(name), 2);
                    assertThat(pagerDuty.deliver(n))
                            .as(name)
                            .isEqualTo(type == NotificationType.HEARTBEAT ? Answer.SKIPPED : Answer.DELIVERED);
                }
            }
        }
    }

    @Test
    void anIncidentIsFoundAgainByTheAlertsId() throws Exception {
        check("pagerduty.schema.json");
        AlertMessage alert = Samples.alert("c-1");
        try (Target pagerDuty = pagerDuty()) {
            for (NotificationType type : NotificationType.values()) {
                pagerDuty.deliver(Samples.notification(type, "en", alert, 1));
            }
        }
        List<String> events = receiver.received().stream()
                .map(request -> event(request.body()))
                .toList();
        String key = alert.id();
        assertThat(events)
                .containsExactly(
                        "trigger " + key,
                        "trigger " + key,
                        "trigger " + key,
                        "acknowledge " + key,
                        "resolve " + key,
                        "resolve " + key,
                        "resolve " + key,
                        "trigger msg_1");
        assertThat(receiver.received().get(0).body())
                .contains("\"severity\":\"critical\"", "\"source\":\"shop\"", "\"component\":\"checkout\"");
    }

    private static String event(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.get("event_action").asText() + " "
                    + json.get("dedup_key").asText();
        } catch (IOException noJson) {
            return body;
        }
    }

    @ParameterizedTest
    @CsvSource({"202,,Delivered", "400,,GiveUp", "429,30,Retry", "500,,Retry", "503,30,Retry", "307,,Retry"})
    void whatPagerDutyAnswersIsUnderstood(int status, String after, String expected) throws Exception {
        receiver.answer(status, after == null ? Map.of() : Map.of("Retry-After", after), "");
        try (Target pagerDuty = pagerDuty()) {
            Answer answer =
                    pagerDuty.deliver(Samples.notification(NotificationType.RAISED, "en", Samples.alert("c"), 3));
            assertThat(answer.getClass().getSimpleName()).isEqualTo(expected);
            if (answer instanceof Answer.Retry retry) {
                assertThat(retry.after())
                        .isEqualTo(Optional.ofNullable(after).map(Long::valueOf).map(Duration::ofSeconds));
            }
            assertThat(receiver.received()).hasSize(status == 202 ? 3 : 1);
        }
    }

    @Test
    void labelsOfAlertmanagerStayTheSameAndHoldNoCustomer() {
        everyMessage((name, n) -> AlertmanagerTarget.body(n, Samples.DUE.plusSeconds(60), Duration.ofDays(1))
                .forEach(alert -> {
                    assertThat(alert.get("labels").toString()).hasSizeLessThan(2_000);
                    alert.get("labels")
                            .forEach(label -> assertThat(label.asText()).hasSizeBetween(1, 128));
                    assertThat(alert.get("endsAt")
                                    .asText()
                                    .compareTo(alert.get("startsAt").asText()))
                            .isPositive();
                }));
        AlertMessage alert = Samples.alert("c-1");
        JsonNode raised = first(NotificationType.RAISED, alert);
        JsonNode resolved = first(NotificationType.RESOLVED, alert);
        assertThat(raised.get("labels")).isEqualTo(resolved.get("labels"));
        assertThat(raised.get("labels").toString()).doesNotContain("c-1");
        assertThat(raised.get("endsAt").asText()).isEqualTo("2026-03-03T10:01:00Z");
        assertThat(resolved.get("endsAt").asText()).isEqualTo("2026-03-02T10:01:00Z");
        assertThat(ends(NotificationType.RAISED, Duration.ofDays(30))).isEqualTo("2026-04-01T10:01:00Z");
        assertThat(ends(NotificationType.DIGEST, Duration.ofDays(30)))
                .as("of what nothing ends")
                .isEqualTo("2026-03-03T10:01:00Z");
    }

    private static JsonNode first(NotificationType type, AlertMessage alert) {
        return first(type, alert, Duration.ofDays(1));
    }

    private static JsonNode first(NotificationType type, AlertMessage alert, Duration lasts) {
        return AlertmanagerTarget.body(Samples.notification(type, "en", alert, 1), Samples.DUE.plusSeconds(60), lasts)
                .get(0);
    }

    private static String ends(NotificationType type, Duration lasts) {
        return first(type, Samples.alert("c-1"), lasts).get("endsAt").asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slack|{}|webhook",
                "slack|{webhook: \"https://hooks.slack.example/services/T/B/x\"}|is no name of a secret",
                "pagerduty|{url: \"https://events.example/\"}|routing-key",
                "pagerduty|{routing-key: key, url: \"http://2130706433/\"}|host",
                "alertmanager|{hours: 1}|url",
                "alertmanager|{url: \"ftp://alertmanager/\"}|http or https",
                "alertmanager|{url: \"http://alertmanager:22/\"}|port 22",
                "alertmanager|{url: \"http://alertmanager:9093/\", hours: 721}|hours",
                "email|{host: 0x7f.1, from: a@b.example, to: c@d.example}|host",
                "email|{host: mail.example, port: 22, from: a@b.example, to: c@d.example}|is 22",
                "email|{host: mail.example, from: \"a@b.example, x@y.example\", to: c@d.example}|from",
                "email|{host: mail.example, from: \"a@b.example\\r\\nBcc: x@y.example\", to: c@d.example}|from",
                "email|{host: mail.example, from: a@b.example, to: [nobody]}|to[0]",
                "email|{host: mail.example, from: a@b.example, to: c@d.example, user: u}|a user or a password alone",
                "email|{host: mail.example, from: a@b.example, to: c@d.example, security: none}|starttls, tls",
                "webhook|{url: \"http://127.1/\", secrets: s}|host",
            })
    void whatIsWrittenWronglyIsToldWithItsPlace(String type, String yaml, String expected) {
        assertThat(TargetFixture.problems(type, yaml))
                .hasSize(1)
                .first()
                .asString()
                .contains(expected);
    }

    @Test
    void aMissingSecretIsTriedAgain() throws Exception {
        try (Target slack = fixture.open("slack", "webhook: other")) {
            assertThat(slack.deliver(Samples.notification(NotificationType.RAISED, "en", Samples.alert("c"), 1)))
                    .isEqualTo(Answer.retry("there is no secret other in journey.secrets.directory"));
        }
    }
}
