package io.journeytracker.replay.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.journeytracker.log.Lifecycle;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogReaders;
import io.journeytracker.log.LogSettings;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.TimeParser;
import io.journeytracker.log.sort.ReadProgress;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.replay.PublicLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StageProposalTest {

    @TempDir
    private Path folder;

    private static StageProposal proposal(Path file, LogSettings settings) {
        try (LogReader reader = LogReaders.open(file, settings, RejectedRows.counting());
                SortedLog log = SortedLog.sort(
                        reader, RejectedRows.counting(), SortLimits.ofThisMachine(), ReadProgress.NONE)) {
            return StageProposal.of(file.getFileName().toString(), log);
        }
    }

    private StageProposal of(String name, String rows) throws IOException {
        LogSettings settings = new LogSettings(
                Optional.of("who"),
                Optional.of("what"),
                Optional.of("when"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TimeParser.of(Optional.empty(), ZoneOffset.UTC),
                Optional.empty(),
                Optional.empty(),
                Lifecycle.ALL,
                Map.of());
        return proposal(Files.writeString(folder.resolve(name), "who,what,when\n" + rows), settings);
    }

    private static List<String> ids(JsonNode map) {
        List<String> ids = new ArrayList<>();
        map.get("stages").forEach(stage -> ids.add(stage.get("id").asText()));
        return ids;
    }

    @Test
    void stagesFollowTheOrderInWhichCustomersFirstDoThings() throws IOException {
        String rows = """
                a,Visit,2024-01-01 10:00
                a,Add: "x",2024-01-01 10:20
                a,Pay,2024-01-01 10:40
                b,Visit,2024-01-01 11:00
                b,Add: "x",2024-01-01 11:05
                c,Visit,2024-01-01 12:00
                """.replace("Add: \"x\"", "\"Add: \"\"x\"\"\"");
        StageProposal proposal = of("My Shop 2024.csv", rows);
        assertThat(proposal.yaml()).isEqualTo("""
                        # Proposed from the events of 3 customers. Please check:
                        # - are these the stages, in the order in which customers go through them?
                        # - the last stage completes the journey (or name others: terminal: [...])
                        # - stall after: nine of ten gaps between touchpoints are no longer; set what matters to you
                        # - who looks after the map, and how often? (owner: sales, review: {every: 90d})
                        language: 1
                        journey: my-shop-2024
                        version: 1
                        title: "my-shop-2024"
                        progress: furthest
                        stages:
                          # 100.0 % of customers; first done 0 % of the way through their touchpoints
                          - id: visit
                            title: "Visit"
                            enter: {event: ["Visit"]}
                            stall: {after: 30m}
                          # 66.7 % of customers; first done 75 % of the way through their touchpoints
                          - id: add-x
                            title: "Add: \\"x\\""
                            enter: {event: ["Add: \\"x\\""]}
                            stall: {after: 30m}
                          # 33.3 % of customers; first done 100 % of the way through their touchpoints
                          - id: pay
                            title: "Pay"
                            enter: {event: ["Pay"]}
                        """);
        assertThat(proposal.text())
                .containsExactly(
                        "journey my-shop-2024: 3 stages proposed from 3 customers",
                        "  visit                    100.0 % of customers, stall after 30m   Visit",
                        "  add-x                     66.7 % of customers, stall after 30m   Add: \"x\"",
                        "  pay                       33.3 % of customers, stall after -     Pay");
    }

    @Test
    void manyEventsAreJoinedToAtMostEightStagesAndRareOnesLeftOut() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int customer = 0; customer < 300; customer++) {
            for (int step = 0; step < 20; step++) {
                rows.append("c" + customer + ",Step " + step + ",2024-01-01 10:" + (10 + step) + "\n");
            }
        }
        rows.append("c0,Oddity,2024-01-02\n");
        JsonNode map =
                new YAMLMapper().readTree(of("steps.csv", rows.toString()).yaml());
        assertThat(ids(map)).hasSize(8).startsWith("step-0");
        List<String> events = new ArrayList<>();
        map.get("stages")
                .forEach(stage -> stage.get("enter").get("event").forEach(event -> events.add(event.asText())));
        assertThat(events).hasSize(20).doesNotContain("Oddity");
    }

    @Test
    void namesThatMakeNoIdsStillGetOnesOfTheirOwn() throws IOException {
        JsonNode map = new YAMLMapper()
                .readTree(of("日本.csv", "a,購入,2024-01-01\na,登録,2024-01-02\na,None,2024-01-03\na,42,2024-01-04\n")
                        .yaml());
        assertThat(map.get("journey").asText()).isEqualTo("stage");
        assertThat(ids(map)).containsExactly("stage", "stage-2", "none-2", "stage-3");
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.replay.PublicLogs#all")
    void everyPublicLogGivesAMapOfFewStages(PublicLogs log) throws IOException {
        JsonNode map =
                new YAMLMapper().readTree(proposal(log.log(), log.settings()).yaml());
        assertThat(ids(map))
                .hasSizeBetween(2, 8)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][a-z0-9_-]*"));
    }
}
