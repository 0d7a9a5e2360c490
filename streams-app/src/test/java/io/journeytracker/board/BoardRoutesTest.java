package io.journeytracker.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.ServerSentEvents;
import io.journeytracker.testing.TestAlerts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people ask of alerts and do about them, by HTTP. */
@Timeout(60)
class BoardRoutesTest extends ServedBoard {

    private final ServerSentEvents streams = new ServerSentEvents();

    @AfterEach
    void closeStreams() {
        streams.close();
    }

    private List<String> customers(String query) {
        List<String> found = new ArrayList<>();
        get("/api/alerts" + query, ANALYST)
                .get("alerts")
                .forEach(each -> found.add(each.get("customer").asText()));
        return found;
    }

    @Test
    void alertsAreListedNewestFirstByPageAndByWhatIsAskedFor() {
        for (int i = 1; i <= 5; i++) {
            raise("u-" + i, 10 * i);
        }
        JourneyAlert other = TestAlerts.alert("u-6", NOW.minusSeconds(30).toEpochMilli());
        other.setStage("cart");
        other.setSeverity("critical");
        board.take(other);
        board.take(TestAlerts.with(other, AlertState.RESOLVED));
        assertThat(customers("")).containsExactly("u-6", "u-1", "u-2", "u-3", "u-4", "u-5");
        assertThat(customers("?offset=1&limit=2")).containsExactly("u-1", "u-2");
        assertThat(get("/api/alerts?stage=checkout&limit=1", ANALYST)
                        .get("count")
                        .intValue())
                .isEqualTo(5);
        assertThat(customers("?stage=cart&severity=critical&kind=stall&journey=shop&owner=shop&persona=any"))
                .containsExactly("u-6");
        assertThat(customers("?state=resolved")).containsExactly("u-6");
        assertThat(customers("?state=standing")).hasSize(5);
        assertThat(customers("?team=Shop"))
                .as("that a subscription of the team wants")
                .containsExactly("u-1");
        HttpResponse<String> wrong = send("GET", "/api/alerts?state=open", ANALYST, null);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"state\"").contains("standing, raised, acknowledged");
        assertThat(send("GET", "/api/alerts?stages=cart", ANALYST, null).body()).contains("no such parameter");
    }

    @Test
    void whoMayNotSeeCustomersSeesNoneOfThem() {
        JourneyAlert alert = raise("very-secret-customer", 1);
        alert.setLink("https://journeys.example.com/c/very-secret-customer");
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        board.take(
                JourneyAlert.newBuilder(alert).setRaised(alert.getRaised() + 1).build());
        send(
                "POST",
                "/api/alerts/" + alert.getId() + "/acknowledge",
                ANALYST,
                "{\"by\": \"Ann\", \"note\": \"called very-secret\"}");
        String masked = get("/api/alerts", VIEWER).toString() + get("/api/alerts/" + shown(alert), VIEWER);
        assertThat(masked).contains("\"masked\":true").contains("ve•••").doesNotContain("very-secret");
        assertThat(masked).as("the id is made of the customer").doesNotContain(alert.getId());
        assertThat(send("GET", "/api/alerts/" + alert.getId(), VIEWER, null).statusCode())
                .isEqualTo(404);
        assertThat(get("/api/alerts", ANALYST).toString())
                .contains("called very-secret")
                .contains("/c/very-secret-customer");
        assertThat(get("/api/subscriptions", VIEWER).toString()).doesNotContain("u-1");
        assertThat(get("/api/subscriptions", OPERATOR).toString()).contains("u-1");
    }

    /** As viewers see it. */
    private String shown(JourneyAlert alert) {
        return views.ids().of(alert.getId());
    }

    @Test
    void whoseNameIsKnownTakesCareAndSilencesUnderItAndUnderNoOther() {
        JourneyAlert alert = raise("u-1", 1);
        String path = "/api/alerts/" + alert.getId() + "/acknowledge";
        assertThat(send("POST", path, ANN, "{\"by\": \"Bob\"}").body()).contains("you are Ann Smith here");
        assertThat(json(send("POST", path, ANN, "{\"note\": \"calling\"}"))
                        .at("/acknowledged/by")
                        .asText())
                .isEqualTo("Ann Smith");
        String silence = "{\"reason\": \"works\", \"for\": \"1h\", \"what\": {\"stages\": \"checkout\"}";
        assertThat(send("POST", "/api/silences", ANN, silence + ", \"author\": \"Bob\"}")
                        .body())
                .contains("you are Ann Smith here");
        assertThat(json(send("POST", "/api/silences", ANN, silence + "}"))
                        .get("author")
                        .asText())
                .isEqualTo("Ann Smith");
        assertThat(get("/api/session", ANN).toString()).isEqualTo("{\"role\":\"analyst\",\"name\":\"Ann Smith\"}");
        assertThat(get("/api/session", ANALYST).toString()).isEqualTo("{\"role\":\"analyst\"}");
    }

    @Test
    void whoWatchesWhatStandsIsToldOfItsEnd() throws Exception {
        Iterator<String> standing = watch("?state=standing", null);
        assertThat(ServerSentEvents.next(standing, "event")).isEqualTo("begin");
        JourneyAlert alert = raise("u-1", 1);
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        assertThat(ServerSentEvents.next(standing, "data")).isEqualTo("{}");
        assertThat(ServerSentEvents.next(standing, "data")).contains("\"change\":\"raised\"");
        assertThat(ServerSentEvents.next(standing, "data")).contains("\"change\":\"resolved\"");
    }

    @Test
    void somebodyTakesCareOnceAndOnlyOfWhatStands() {
        JourneyAlert alert = raise("u-1", 1);
        String path = "/api/alerts/" + alert.getId() + "/acknowledge";
        JsonNode first = json(send("POST", path, ANALYST, "{\"by\": \" Ann \", \"note\": \"calling\"}"));
        assertThat(first.get("state").asText()).isEqualTo("acknowledged");
        assertThat(first.get("acknowledged").toString())
                .isEqualTo("{\"by\":\"Ann\",\"note\":\"calling\",\"at\":\"2026-03-02T10:00:00Z\"}");
        assertThat(json(send("POST", path, ANALYST, "{\"by\": \"Bob\"}"))
                        .get("acknowledged")
                        .get("by")
                        .asText())
                .isEqualTo("Ann");
        assertThat(taken).as("told once, for the figures").containsExactly(alert);
        assertThat(send("POST", path, ANALYST, "{\"note\": \"x\"}").body())
                .contains("\"by\"")
                .contains("who takes care");
        assertThat(send("POST", path, ANALYST, "{\"by\": \"A\", \"why\": 1}").body())
                .contains("\"why\"");
        assertThat(send("POST", path, ANALYST, "[]").statusCode()).isEqualTo(400);
        assertThat(send("POST", path, ANALYST, "text/plain", "{\"by\": \"A\"}").statusCode())
                .as("what a form of a foreign page could send")
                .isEqualTo(415);
        assertThat(send("POST", "/api/alerts/unknown/acknowledge", ANALYST, "{\"by\": \"A\"}")
                        .statusCode())
                .isEqualTo(404);
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        assertThat(send("POST", path, ANALYST, "{\"by\": \"A\"}").statusCode()).isEqualTo(409);
        assertThat(said).containsExactly(alert.getId() + " Ann calling", alert.getId() + " Bob ");
    }

    private String link(JourneyAlert alert, Instant accepted) {
        return links.link(alert.getId(), "shop-desk", accepted)
                .orElseThrow()
                .replace("https://journeys.example.com", "");
    }

    @Test
    void aLinkShowsAFormAndOnlyTheFormAcknowledges() {
        JourneyAlert alert = raise("u-secret", 1);
        String link = link(alert, NOW);
        send("HEAD", link, null, null);
        for (int previews = 0; previews < 2; previews++) {
            HttpResponse<String> form = send("GET", link, null, null);
            assertThat(form.statusCode()).isEqualTo(200);
            assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .contains("form-action 'self'");
        }
        assertThat(send("GET", link, null, null).body())
                .contains("method=\"post\"")
                .contains("stage checkout of shop")
                .doesNotContain("u-secret");
        assertThat(said).isEmpty();
        String type = "application/x-www-form-urlencoded";
        assertThat(send("POST", link, null, type, "by=&note=").body())
                .contains("by is missing")
                .contains("<form");
        HttpResponse<String> taken = send("POST", link, null, type, "by=Ann+%3Cb%3E&note=now");
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).contains("Ann &lt;b&gt; takes care").doesNotContain("<b>");
        assertThat(said).containsExactly(alert.getId() + " Ann <b> now");
        assertThat(send("GET", link, null, null).body())
                .contains("takes care already")
                .doesNotContain("<form");
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        assertThat(send("POST", link, null, type, "by=Bob").statusCode()).isEqualTo(410);
        assertThat(said).hasSize(1);
    }

    @Test
    void aLinkThatWasNotSignedHereOrIsTooOldDoesNothing() throws IOException {
        JourneyAlert alert = raise("u-1", 1);
        JourneyAlert other = raise("u-2", 1);
        String good = link(alert, NOW);
        String type = "application/x-www-form-urlencoded";
        for (String wrong : List.of(
                good.replace(alert.getId(), other.getId()),
                good.replace("shop-desk", "other"),
                good.replaceFirst("until=\\d+", "until=99999999999"),
                good.replaceFirst("signature=.", "signature="),
                good.replaceFirst("&signature=.*", ""),
                "/acknowledge/" + alert.getId())) {
            assertThat(send("GET", wrong, null, null).statusCode()).as(wrong).isEqualTo(404);
            assertThat(send("POST", wrong, OPERATOR, type, "by=A").statusCode())
                    .as(wrong)
                    .isEqualTo(404);
        }
        String old = link(alert, NOW.minus(Duration.ofDays(7)));
        assertThat(send("GET", old, null, null).statusCode()).isEqualTo(410);
        assertThat(send("POST", old, null, type, "by=A").statusCode()).isEqualTo(410);
        assertThat(said).isEmpty();
        Files.writeString(secrets.resolve("links"), "another-secret-of-enough-characters");
        assertThat(send("GET", good, null, null).statusCode())
                .as("after the secret was changed")
                .isEqualTo(404);
        Files.writeString(secrets.resolve("links"), "too short");
        assertThat(links.link(alert.getId(), "shop-desk", NOW)).isEmpty();
    }

    private Iterator<String> watch(String query, String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.address() + "/api/alerts/stream" + query))
                .header("Authorization", "Bearer " + VIEWER);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return streams.watch(request);
    }

    @Test
    void whoWatchesIsToldOfEveryChangeAndGoesOnWhereTheyWere() throws Exception {
        Iterator<String> all = watch("", null);
        String begin = ServerSentEvents.next(all, "id");
        Iterator<String> cart = watch("?stage=cart", null);
        assertThat(ServerSentEvents.next(cart, "event")).isEqualTo("begin");
        JourneyAlert alert = raise("u-secret", 1);
        say(alert.getId(), "Ann", "");
        JourneyAlert other = TestAlerts.alert("u-2", NOW.minusSeconds(30).toEpochMilli());
        other.setStage("cart");
        board.take(other);
        assertThat(ServerSentEvents.next(all, "data")).contains("{}");
        assertThat(ServerSentEvents.next(all, "data"))
                .contains("\"change\":\"raised\"")
                .contains("checkout")
                .doesNotContain("u-secret");
        assertThat(ServerSentEvents.next(all, "data"))
                .contains("\"change\":\"acknowledged\"")
                .contains("Ann");
        assertThat(ServerSentEvents.next(cart, "event")).isEqualTo("alert");
        assertThat(ServerSentEvents.next(cart, "data")).contains("\"stage\":\"cart\"");
        Iterator<String> again = watch("", begin);
        assertThat(ServerSentEvents.next(again, "event")).isEqualTo("begin");
        assertThat(ServerSentEvents.next(again, "event")).isEqualTo("alert");
        assertThat(ServerSentEvents.next(again, "data")).contains("\"change\":\"raised\"");
        assertThat(ServerSentEvents.next(watch("", "00000000-5"), "event")).isEqualTo("reset");
    }
}
