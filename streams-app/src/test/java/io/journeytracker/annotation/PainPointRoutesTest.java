package io.journeytracker.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.schema.MapCell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pain points as people write them by HTTP. */
@Timeout(60)
class PainPointRoutesTest extends ServedAnnotations {

    private static final String POINTS = "/api/journeys/shop/pain-points";
    private static final String ALL = "/api/journeys/shop/annotations";
    private static final Instant FIXED = Instant.parse("2026-03-10T00:00:00Z");

    private static String body(String more) {
        return "{\"by\": \"Ann\", \"stage\": \"cart\", \"title\": \"The fee shows late\"" + more + "}";
    }

    private JsonNode open(String more) {
        return done("POST", POINTS, ANALYST, body(more));
    }

    private void visits(int version, int stage, int persona, Instant hour, long ended, long left) {
        state.count("shop", version, stage, persona, hour, (MapCell cell) -> {
            cell.setEntered(cell.getEntered() + ended);
            cell.setAdvanced(cell.getAdvanced() + ended - left);
            cell.setChurned(cell.getChurned() + left);
        });
    }

    private static List<String> texts(JsonNode nodes, String field) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.path(field).asText()));
        return texts;
    }

    @Test
    void aPainPointHasALifeWithWhoAndWhen() {
        JsonNode opened = open(", \"note\": \"heard in the shop\"");
        String one = POINTS + "/" + opened.get("id").textValue();
        assertThat(opened.get("state").textValue()).isEqualTo("open");
        assertThat(opened.get("origin").textValue()).isEqualTo("own");
        now = now.plus(Duration.ofHours(1));
        done("PUT", one, ANALYST, body(", \"version\": 1, \"state\": \"owned\", \"owner\": \"Shop\""));
        done(
                "PUT",
                one,
                OPERATOR,
                body(
                        ", \"version\": 2, \"state\": \"planned\", \"owner\": \"Shop\", \"worth\": 40, \"plan\":"
                                + " {\"date\": \"2026-04-01\", \"what\": \"tell it earlier\", \"have\": \"two weeks\", \"need\": \"a designer\"}"));
        done(
                "PUT",
                one,
                ANALYST,
                body(", \"version\": 3, \"state\": \"fixed\", \"owner\": \"Shop\", \"fixed\": \"2026-03-10\""));
        visits(1, 1, -1, FIXED.minus(Duration.ofHours(5)), 100, 60);
        visits(1, 1, -1, FIXED.plus(Duration.ofHours(5)), 100, 100);
        visits(2, 1, -1, FIXED.plus(Duration.ofHours(30)), 100, 20);
        JsonNode measured = done("POST", one + "/measure", ANALYST, "{\"by\": \"Ben\", \"version\": 4, \"days\": 2}");
        assertThat(measured.get("state").textValue()).isEqualTo("measured");
        assertThat(measured.at("/measured/before/left").intValue()).isEqualTo(60);
        assertThat(measured.at("/measured/after/left").intValue())
                .as("without the day of the fix, with the new version")
                .isEqualTo(20);
        assertThat(measured.at("/measured/leaving/difference").doubleValue()).isEqualTo(-0.4);
        assertThat(measured.at("/measured/leaving/high").doubleValue()).isNegative();
        JsonNode seen = done("GET", one, VIEWER, null);
        assertThat(seen).isEqualTo(measured);
        assertThat(texts(seen.get("history"), "state"))
                .containsExactly("open", "owned", "planned", "fixed", "measured");
        assertThat(texts(seen.get("history"), "by")).containsExactly("Ann", "Ann", "Ann", "Ann", "Ben");
        assertThat(seen.at("/history/0/note").textValue()).isEqualTo("heard in the shop");
        assertThat(seen.at("/history/0/at").textValue()).isEqualTo("2026-03-20T10:00:00Z");
        assertThat(seen.at("/history/1/at").textValue()).isEqualTo("2026-03-20T11:00:00Z");
        assertThat(seen.at("/history/2/changed").toString())
                .isEqualTo("[\"worth\",\"state\",\"plan.date\",\"plan.what\",\"plan.have\",\"plan.need\"]");

        // It hurts again; another fix makes what was measured worthless.
        done("PUT", one, ANALYST, body(", \"version\": 5, \"state\": \"open\", \"fixed\": \"2026-03-10\""));
        refused(
                "PUT",
                one,
                ANALYST,
                body(", \"version\": 6, \"state\": \"measured\", \"owner\": \"S\", \"fixed\": \"2026-03-11\""),
                400,
                "\"state\"",
                "nobody has measured this fix");
    }

    @Test
    void twoEditorsDoNotOverwriteEachOther() {
        String one = POINTS + "/" + open("").get("id").textValue();
        String change = body(", \"version\": 1, \"state\": \"owned\", \"owner\": \"Shop\"");
        annotations.meanwhile = () -> done("PUT", one, ANALYST, body(", \"version\": 1, \"worth\": 12"));
        refused("PUT", one, ANALYST, change, 409, "\"version\"", "it is version 2 now, not 1");
        JsonNode kept = done("GET", one, VIEWER, null);
        assertThat(kept.get("worth").intValue()).isEqualTo(12);
        assertThat(kept.get("state").textValue()).isEqualTo("open");
        refused("DELETE", one + "?version=1", OPERATOR, null, 409, "it is version 2 now");
        refused("DELETE", one + "?version=2", ANALYST, null, 403);
        refused("DELETE", one, OPERATOR, null, 400, "\"version\"");
        assertThat(send("DELETE", one + "?version=2", OPERATOR, null).statusCode())
                .isEqualTo(204);
        refused("GET", one, VIEWER, null, 404);
        refused("PUT", one, ANALYST, change, 404, "no pain point of this id");
    }

    @Test
    void theDearestComesFirstByCustomersLostTimesWhatOneIsWorth() {
        visits(2, 0, -1, FIXED, 300, 200);
        visits(2, 1, -1, FIXED, 100, 30);
        visits(2, 1, 0, FIXED, 100, 10);
        visits(1, 1, -1, FIXED, 100, 100);
        open(", \"worth\": 10");
        String browse = "{\"by\": \"Ann\", \"stage\": \"browse\", \"title\": ";
        done("POST", POINTS, ANALYST, browse + "\"Too slow\", \"worth\": 1}");
        done("POST", POINTS, ANALYST, browse + "\"Nobody says what one is worth\"}");
        done(
                "POST",
                POINTS,
                ANALYST,
                body(", \"persona\": \"deals\", \"title\": \"surprise fees\", \"origin\": \"declared\", \"worth\": 12")
                        .replace("\"title\": \"The fee shows late\", ", "")
                        .replace("\"title\": \"The fee shows late\"", ""));
        done(
                "POST",
                POINTS,
                ANALYST,
                body(", \"state\": \"fixed\", \"owner\": \"S\", \"fixed\": \"2026-03-10\", \"worth\": 1000000")
                        .replace("late", "never"));
        JsonNode points = done("GET", ALL, VIEWER, null).get("painPoints");
        assertThat(texts(points, "title"))
                .containsExactly(
                        "Nobody says what one is worth",
                        "The fee shows late",
                        "Too slow",
                        "surprise fees",
                        "The fee shows never");
        assertThat(texts(points, "rank")).containsExactly("1", "2", "3", "4", "");
        assertThat(texts(points, "lost"))
                .as("of the map that is shown")
                .containsExactly("200", "40", "200", "10", "40");
        assertThat(texts(points, "cost").get(1)).isEqualTo("400.0");
        assertThat(texts(done("GET", ALL + "?version=1", VIEWER, null).get("painPoints"), "lost"))
                .contains("100");
        assertThat(texts(done("GET", ALL + "?from=2026-03-11", VIEWER, null).get("painPoints"), "lost"))
                .containsOnly("0");
    }

    @Test
    void whatTheNumbersFindHasOneLife() {
        String found = body(", \"origin\": \"found\", \"kind\": \"leaving\"");
        JsonNode opened = done("POST", POINTS, ANALYST, found);
        refused(
                "POST",
                POINTS,
                ANALYST,
                found,
                409,
                "is there already, as " + opened.get("id").textValue());
        String one = POINTS + "/" + opened.get("id").textValue();
        JsonNode changed = done("PUT", one, ANALYST, body(", \"version\": 1, \"worth\": 3"));
        assertThat(changed.get("origin").textValue()).isEqualTo("found");
        assertThat(changed.get("kind").textValue()).isEqualTo("leaving");
    }

    @Test
    void everyChangeIsAnotherRevisionOfItsJourney() {
        long before = done("GET", ALL, VIEWER, null).get("revision").longValue();
        open("");
        assertThat(done("GET", ALL, VIEWER, null).get("revision").longValue()).isGreaterThan(before);
    }

    @Test
    void whatIsWrongIsToldAndChangesNothing() {
        refused("POST", POINTS, VIEWER, body(""), 403);
        refused("POST", "/api/journeys/other/pain-points", ANALYST, body(""), 404, "\"journey\"");
        refused("POST", POINTS, ANALYST, "[]", 400, "\"malformed\"");
        refused("POST", POINTS, ANALYST, "{\"title\": ", 400, "\"malformed\"");
        String[][] wrong = {
            {", \"sate\": \"open\"", "\"sate\"", "there is no such field"},
            {", \"stage\": \"nowhere\"", "\"stage\"", "no version of the map has such a stage"},
            {", \"persona\": \"nobody\"", "\"persona\"", "expected one of its personas' ids, or other"},
            {", \"state\": \"gone\"", "\"state\"", "expected one of open, owned, planned, fixed, measured"},
            {", \"state\": \"owned\"", "\"owner\"", "is missing"},
            {", \"state\": \"planned\", \"owner\": \"S\"", "\"plan\"", "is missing"},
            {", \"state\": \"planned\", \"owner\": \"S\", \"plan\": {}", "\"plan.date\"", "is missing"},
            {
                ", \"state\": \"planned\", \"owner\": \"S\", \"plan\": {\"date\": \"2026-04-01\", \"need\": \"a designer\"}",
                "\"plan.have\"",
                "is missing"
            },
            {
                ", \"state\": \"planned\", \"owner\": \"S\", \"plan\": {\"date\": \"2026-04-01\", \"have\": \"two weeks\", \"need\": \" \"}",
                "\"plan.need\"",
                "is missing"
            },
            {", \"plan\": {\"date\": \"soon\"}", "\"plan.date\"", "expected one such as 2026-03-02"},
            {", \"state\": \"fixed\", \"owner\": \"S\"", "\"fixed\"", "is missing"},
            {", \"fixed\": \"2026-03-21\"", "\"fixed\"", "is in the future"},
            {", \"worth\": -1", "\"worth\"", "expected a number from 0"},
            {", \"worth\": \"much\"", "\"worth\"", "expected a number from 0"},
            {", \"kind\": \"leaving\"", "\"kind\"", "where the origin is found"},
            {", \"origin\": \"found\"", "\"kind\"", "where the origin is found"},
            {", \"origin\": \"declared\", \"persona\": \"deals\"", "\"title\"", "one of the persona's frustrations"},
            {", \"owner\": \"" + "x".repeat(101) + "\"", "\"owner\"", "has 101 characters"},
            {", \"by\": \" \"", "\"by\"", "is missing"},
        };
        for (String[] each : wrong) {
            String given = each[0].contains("\"by\"")
                    ? body("").replace("\"by\": \"Ann\", ", "").replace("}", each[0] + "}")
                    : body(each[0]);
            if (each[0].contains("\"stage\"")) {
                given = given.replace("\"stage\": \"cart\", ", "");
            }
            refused("POST", POINTS, ANALYST, given, 400, each[1], each[2]);
        }
        assertThat(done("GET", ALL, VIEWER, null).get("painPoints")).isEmpty();
        String one = POINTS + "/" + open("").get("id").textValue();
        refused("PUT", one, ANALYST, body(""), 400, "\"version\"");
        refused(
                "POST",
                one + "/measure",
                ANALYST,
                "{\"by\": \"Ann\", \"version\": 1, \"days\": 2}",
                400,
                "it is not fixed yet");
        done(
                "PUT",
                one,
                ANALYST,
                body(", \"version\": 1, \"state\": \"fixed\", \"owner\": \"S\", \"fixed\": \"2026-03-18\""));
        refused(
                "POST",
                one + "/measure",
                ANALYST,
                "{\"by\": \"Ann\", \"version\": 2, \"days\": 2}",
                400,
                "\"days\"",
                "over on 2026-03-21");
        refused("GET", ALL + "?colour=red", VIEWER, null, 400, "\"colour\"");
        refused("GET", "/api/journeys/other/annotations", VIEWER, null, 404);
    }
}
