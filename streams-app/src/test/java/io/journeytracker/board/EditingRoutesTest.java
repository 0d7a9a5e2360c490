package io.journeytracker.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.Edit;
import io.journeytracker.subscription.InvalidSubscriptionsException;
import io.journeytracker.subscription.Silence;
import io.journeytracker.subscription.SubscriptionKey;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions, targets and silences, as people write them by HTTP. */
@Timeout(60)
class EditingRoutesTest extends ServedBoard {

    @Test
    void subscriptionsAreWrittenInTheLanguageOfTheFilesAndRefusedInItsWords() {
        String path = "/api/subscriptions/night-desk";
        String good =
                "{\"name\": \"night-desk\", \"team\": \"Night\", \"targets\": [\"desk\"], \"what\": {\"kinds\": \"churn\"},"
                        + " \"repeat\": \"30m\", \"replays\": true}";
        assertThat(send("PUT", path, ANALYST, good).statusCode()).isEqualTo(403);
        JsonNode put = json(send("PUT", path, OPERATOR, good));
        assertThat(put.get("source").asText()).isEqualTo("api");
        assertThat(put.get("definition").get("repeat").asText()).isEqualTo("30m");
        assertThat(put.get("definition").get("replays").booleanValue()).isTrue();
        assertThat(subscriptions.get().subscription("night-desk")).isPresent();
        assertThat(send("PUT", path, OPERATOR, "application/yaml", "name: night-desk\nteam: N\ntargets: desk\n")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(path, VIEWER).get("team").asText()).isEqualTo("N");

        String bad = "name: night-desk\ntargets: dekc\nwhat: {kinds: stal}\n";
        HttpResponse<String> refused = send("PUT", path, OPERATOR, "application/yaml", bad);
        assertThat(refused.statusCode()).isEqualTo(400);
        List<String> told = new ArrayList<>();
        json(refused)
                .get("problems")
                .forEach(each -> told.add(
                        each.get("field").asText() + ": " + each.get("message").asText()));
        List<String> ofFile = new ArrayList<>();
        try {
            reader.read(FROM_FILE + "  - {name: night-desk, targets: dekc, what: {kinds: stal}}\n", "alerts.yaml");
        } catch (InvalidSubscriptionsException e) {
            e.problems()
                    .forEach(each -> ofFile.add(each.field().replace("subscriptions[1].", "") + ": " + each.message()));
        }
        assertThat(told).hasSize(3).containsExactlyInAnyOrderElementsOf(ofFile);
        assertThat(send("PUT", path, OPERATOR, "{\"name\": \"day-desk\", \"team\": \"N\", \"targets\": \"desk\"}")
                        .body())
                .contains("is day-desk; expected night-desk, as the path says");
        assertThat(send(
                                "PUT",
                                "/api/subscriptions/shop-desk",
                                OPERATOR,
                                "{\"name\": \"shop-desk\", \"team\": \"N\", \"targets\": \"desk\"}")
                        .body())
                .contains("conflict")
                .contains("comes from a file");
        assertThat(send("DELETE", "/api/subscriptions/shop-desk", OPERATOR, null)
                        .statusCode())
                .isEqualTo(409);
        assertThat(send("DELETE", path, OPERATOR, null).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path, OPERATOR, null).statusCode()).isEqualTo(404);
    }

    @Test
    void whatCameFromFilesThatNobodyReadsAnyMoreIsChangedLikeAllElse() {
        serve(false);
        String path = "/api/subscriptions/shop-desk";
        JsonNode put =
                json(send("PUT", path, OPERATOR, "{\"name\": \"shop-desk\", \"team\": \"N\", \"targets\": \"desk\"}"));
        assertThat(put.get("source").asText()).isEqualTo("api");
        assertThat(send("DELETE", path, OPERATOR, null).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/api/targets/desk", OPERATOR, null).statusCode())
                .isEqualTo(204);
    }

    @Test
    void aSilenceThatIsMadeIsMadeAlsoWhereOldOnesCannotBeClearedAway() {
        Instant longAgo = NOW.minus(Duration.ofDays(30));
        Edit<Silence> old =
                reader.silence("{author: A, reason: r, for: 1h, what: {stages: x}}", "old", longAgo, Optional.empty());
        subscriptions.write(SubscriptionKey.silence("old"), old.text());
        refused.add(SubscriptionKey.silence("old"));
        String good = "{\"author\": \"Ann\", \"reason\": \"r\", \"for\": \"2h\", \"what\": {\"stages\": \"checkout\"}}";
        assertThat(send("POST", "/api/silences", ANALYST, good).statusCode()).isEqualTo(201);
        refused.clear();
        assertThat(send("POST", "/api/silences", ANALYST, good).statusCode()).isEqualTo(201);
        assertThat(subscriptions.get().silences()).hasSize(2);
    }

    @Test
    void targetsAreToldWithoutSecretsAndStayWhileSomebodyNamesThem() {
        String shown = get("/api/targets", VIEWER).toString();
        assertThat(shown)
                .contains("\"source\":\"file\"")
                .contains("https://desk.example.com/…")
                .doesNotContain("T0PSECRET")
                .doesNotContain("desk-key");
        String body = "{\"id\": \"night\", \"type\": \"pagerduty\", \"routing-key\": \"night-key\"}";
        assertThat(send("PUT", "/api/targets/night", OPERATOR, body).body()).doesNotContain("night-key");
        assertThat(send("PUT", "/api/targets/night", OPERATOR, "{\"id\": \"night\", \"type\": \"fax\"}")
                        .body())
                .contains("\"type\"")
                .contains("is fax; expected one of webhook");
        send("PUT", "/api/subscriptions/n", OPERATOR, "{\"name\": \"n\", \"team\": \"N\", \"targets\": \"night\"}");
        HttpResponse<String> used = send("DELETE", "/api/targets/night", OPERATOR, null);
        assertThat(used.statusCode()).isEqualTo(409);
        assertThat(used.body()).contains("subscriptions name it: n;");
        send("DELETE", "/api/subscriptions/n", OPERATOR, null);
        assertThat(send("DELETE", "/api/targets/night", OPERATOR, null).statusCode())
                .isEqualTo(204);
    }

    @Test
    void aDryRunAnswersWhatASubscriptionWouldHaveMatched() {
        for (int i = 1; i <= 5; i++) {
            raise("u-" + i, i);
        }
        JourneyAlert old = raise("u-6", 6);
        old.setReplay(true);
        String body = "{\"name\": \"x\", \"team\": \"N\", \"targets\": \"desk\","
                + " \"what\": {\"when\": \"customer in ['u-2', 'u-5', 'u-6']\"}}";
        JsonNode all = json(send("POST", "/api/subscriptions/dry-run", ANALYST, body));
        assertThat(all.get("looked").intValue()).isEqualTo(6);
        assertThat(all.get("matched").intValue()).as("but those of a replay").isEqualTo(2);
        assertThat(all.get("alerts").get(0).get("customer").asText()).isEqualTo("u-2");
        assertThat(json(send("POST", "/api/subscriptions/dry-run?last=3", ANALYST, body))
                        .get("matched")
                        .intValue())
                .isEqualTo(1);
        assertThat(send("POST", "/api/subscriptions/dry-run?last=1000", ANALYST, body)
                        .body())
                .contains("from 1 to 100");
        assertThat(subscriptions.get().subscription("x")).isEmpty();
    }

    @Test
    void silencesHaveAnAuthorAReasonAndAnEnd() {
        JourneyAlert alert = raise("u-1", 1);
        String good =
                "{\"author\": \"Ann\", \"reason\": \"works on the till\", \"for\": \"2h\", \"what\": {\"stages\": [\"checkout\"]}}";
        assertThat(send("POST", "/api/silences", VIEWER, good).statusCode()).isEqualTo(403);
        HttpResponse<String> created = send("POST", "/api/silences", ANALYST, good);
        assertThat(created.statusCode()).isEqualTo(201);
        String id = json(created).get("id").asText();
        JsonNode listed = get("/api/silences", VIEWER).get("silences").get(0);
        assertThat(listed.get("state").asText()).isEqualTo("active");
        assertThat(listed.get("until").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(listed.get("what").toString()).isEqualTo("{\"stages\":[\"checkout\"]}");
        assertThat(get("/api/alerts/" + alert.getId(), ANALYST)
                        .get("silenced")
                        .get("by")
                        .asText())
                .isEqualTo(id);
        JsonNode ended = json(send("DELETE", "/api/silences/" + id, ANALYST, null));
        assertThat(ended.get("state").asText()).isEqualTo("over");
        assertThat(ended.get("reason").asText()).isEqualTo("works on the till");
        assertThat(get("/api/silences", VIEWER).get("silences")).hasSize(1);
        assertThat(get("/api/alerts/" + alert.getId(), ANALYST).has("silenced")).isFalse();
        for (String[] bad : new String[][] {
            {"\"what\": {}", "names nothing"},
            {"\"what\": {\"stage\": \"x\"}", "is not a key of the language here"},
            {"\"what\": {\"stages\": \"x\"}, \"until\": \"2026-03-02T09:00:00Z\"", "over before it begins"},
            {"\"what\": {\"stages\": \"x\"}, \"for\": \"100d\"", "more than 90 days"},
            {"\"what\": {\"stages\": \"x\"}, \"until\": \"noon\"", "expected a moment such as"},
        }) {
            HttpResponse<String> refused =
                    send("POST", "/api/silences", ANALYST, "{\"author\": \"A\", \"reason\": \"r\", " + bad[0] + "}");
            assertThat(refused.statusCode()).as(bad[0]).isEqualTo(400);
            assertThat(refused.body()).contains(bad[1]);
        }
        assertThat(send("POST", "/api/silences", ANALYST, "{\"what\": {\"stages\": \"x\"}, \"for\": \"1h\"}")
                        .body())
                .contains("\"author\"")
                .contains("\"reason\"");
    }
}
