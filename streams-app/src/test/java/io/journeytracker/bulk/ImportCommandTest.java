package io.journeytracker.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.app.Main;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.testing.StandInIntake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    @TempDir
    private Path folder;

    private final StandInIntake intake = new StandInIntake();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        intake.close();
    }

    private int run(Path file, String... more) {
        List<String> words =
                new ArrayList<>(List.of("import", file.toString(), "--to", intake.address(), "--key", "k1"));
        words.addAll(List.of(
                "--customer",
                "who",
                "--time",
                "when",
                "--out",
                folder.resolve("out").toString()));
        words.addAll(List.of(more));
        return Main.commandLine(new StopSignal())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private List<JsonNode> sent() {
        return intake.asked().stream()
                .flatMap(asked -> asked.elements("touchpoints").stream())
                .toList();
    }

    private List<String> texts(String field) {
        return sent().stream().map(row -> row.path(field).asText()).toList();
    }

    private Path rejected() {
        return folder.resolve("out/rejected.csv");
    }

    @Test
    void rowsAreSentOldestFirstAsABackFill() throws IOException {
        Path calls = file("calls.csv", "who,when,topic\nbob,2026-01-03,price\nann,2026-01-02,delivery\n");
        assertThat(run(calls, "--event-name", "Support Contacted", "--channel", "=phone"))
                .as(err.toString())
                .isZero();
        assertThat(intake.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/v1/touchpoints");
            assertThat(asked.body().path("backFill").asBoolean()).isTrue();
        });
        assertThat(texts("userId")).containsExactly("ann", "bob");
        assertThat(texts("channel")).containsExactly("phone", "phone");
        assertThat(texts("event")).containsOnly("Support Contacted");
        assertThat(out).hasToString("2 touchpoints taken" + System.lineSeparator());
        assertThat(rejected()).doesNotExist();
    }

    @Test
    void linesOfJsonAreRowsToo() throws IOException {
        Path calls = file(
                "calls.jsonl",
                """
                {"who": "ann", "when": "2026-01-02", "about": {"topic": "price"}}
                {"who": "bob", "when": "2026-01-03"
                {"who": "cem", "when": "2026-01-04"}
                """);
        assertThat(run(calls, "--event-name", "Support Contacted"))
                .as(err.toString())
                .isZero();
        assertThat(texts("userId")).containsExactly("ann", "cem");
        assertThat(Files.readAllLines(rejected())).hasSize(2).anyMatch(line -> line.startsWith("2,"));
    }

    @Test
    void liveRowsAreMarkedAsNothing() throws IOException {
        assertThat(run(file("a.csv", "who,when\nann,2026-01-02\n"), "--event-name", "Called", "--live"))
                .isZero();
        assertThat(intake.asked().get(0).body().has("backFill")).isFalse();
    }

    @Test
    void theSameFileGivesTheSameIdsAgain() throws IOException {
        String rows = "who,when\nann,2026-01-02\nbob,2026-01-02\nann,2026-01-02\n";
        run(file("a.csv", rows), "--event-name", "Called");
        run(file("b.csv", rows + "cem,2026-01-03\n"), "--event-name", "Called");
        List<String> ids = texts("messageId");
        assertThat(ids.subList(0, 3)).doesNotHaveDuplicates().isEqualTo(ids.subList(3, 6));
        assertThat(ids.subList(3, 7)).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeUnderstoodIsKeptWithTheRowAsItWas() throws IOException {
        Path survey =
                file("survey.csv", "who,when,stars\nann,2026-01-02,5\n\"bob, jr\",2026-01-02,nine\ncem,yesterday,3\n");
        assertThat(run(survey, "--event-name", "Survey Answered", "--score", "stars", "--score-kind", "csat"))
                .isZero();
        assertThat(texts("userId")).containsExactly("ann");
        assertThat(Files.readAllLines(rejected()))
                .hasSize(3)
                .contains(
                        "3,\"score \"\"nine\"\"; expected a number from 1 to 5, the scale of csat\",\"\"\"bob, jr\"\",2026-01-02,nine\"")
                .anyMatch(line -> line.startsWith("4,\"time \"\"yesterday\"\" cannot be read"));
        assertThat(out.toString()).startsWith("1 touchpoints taken; 2 rejected, see ");
    }

    @Test
    void whatTheIntakeRefusesIsKeptWithItsLineAndReason() throws IOException {
        intake.then(
                200,
                "{\"errors\":[{\"index\":1,\"messageId\":\"x\",\"field\":\"properties\",\"reason\":\"too many\"}]}");
        assertThat(run(file("a.csv", "who,when\nann,2026-01-02\nbob,2026-01-03\n"), "--event-name", "Called"))
                .isZero();
        assertThat(Files.readAllLines(rejected()))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("3,refused: properties: too many,") && line.contains("bob"));
        assertThat(out.toString()).startsWith("1 touchpoints taken; 1 rejected");
    }

    @Test
    void whatIsTooMuchAtOnceIsSentInParts() throws IOException {
        StringBuilder rows = new StringBuilder("who,when\n");
        for (int i = 0; i < 8; i++) {
            rows.append("c").append(i).append(",2026-01-0").append(i + 1).append('\n');
        }
        intake.then(413, "").then(200, "{}").then(413, "");
        assertThat(run(file("a.csv", rows.toString()), "--event-name", "Called"))
                .isZero();
        assertThat(intake.asked().stream()
                        .map(asked -> asked.elements("touchpoints").size()))
                .containsExactly(8, 4, 4, 2, 2);
        assertThat(out).hasToString("8 touchpoints taken" + System.lineSeparator());
    }

    @Test
    void noRequestIsLargerThanTheIntakeTakes() throws IOException {
        StringBuilder rows = new StringBuilder("who,when,note\n");
        for (int i = 0; i < 60; i++) {
            rows.append("ann,2026-01-01 00:00:")
                    .append(10 + i % 50)
                    .append(',')
                    .append("x".repeat(20_000))
                    .append('\n');
        }
        assertThat(run(file("a.csv", rows.toString()), "--event-name", "Called"))
                .isZero();
        assertThat(intake.asked())
                .hasSizeGreaterThan(2)
                .allSatisfy(asked -> assertThat(asked.body().toString()).hasSizeLessThan(500_000));
        assertThat(sent()).hasSize(60);
    }

    @Test
    void anIntakeThatWasBusyIsTriedAgain() throws IOException {
        intake.then(429, "", Map.of("Retry-After", "0"));
        assertThat(run(file("a.csv", "who,when\nann,2026-01-02\n"), "--event-name", "Called"))
                .isZero();
        assertThat(intake.asked()).hasSize(2);
        assertThat(err.toString()).contains("status 429; trying again");
    }

    @Test
    void whatIsWrongIsToldWithWhatWasExpected() throws IOException {
        Path file = file("a.csv", "who,when\nann,2026-01-02\n");
        assertThat(run(file)).isEqualTo(2);
        assertThat(run(file, "--event", "who", "--event-name", "Called")).isEqualTo(2);
        assertThat(run(file, "--event-name", "Called", "--score", "stars")).isEqualTo(2);
        assertThat(run(file, "--event-name", "Called", "--score", "stars", "--score-kind", "nps"))
                .isEqualTo(2);
        assertThat(run(file, "--event-name", "Called", "--score", "who", "--score-kind", "marks"))
                .isEqualTo(2);
        assertThat(run(folder.resolve("none.csv"), "--event-name", "Called")).isEqualTo(2);
        intake.then(401, "{\"error\":{\"code\":\"key\",\"field\":\"Authorization\",\"message\":\"unknown key\"}}");
        assertThat(run(file, "--event-name", "Called")).isEqualTo(2);
        assertThat(err.toString())
                .contains("missing: --event")
                .contains("--event and --event-name: expected one of them")
                .contains("--score without --score-kind")
                .contains("no column \"stars\" (--score)")
                .contains("--score-kind marks: expected nps, csat or ces")
                .contains("none.csv: no such file")
                .contains("refuses with status 401: Authorization: unknown key")
                .doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anIntakeThatIsAwayEndsItWithHowFarItGot() throws IOException {
        assertThat(run(file("a.csv", "who,when\nann,2026-01-02\n"), "--event-name", "Called", "--retry-for", "0s"))
                .isZero();
        intake.then(503, "", Map.of("Retry-After", "1"));
        assertThat(run(file("a.csv", "who,when\nann,2026-01-02\n"), "--event-name", "Called", "--retry-for", "0s"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("takes nothing: status 503");
    }
}
