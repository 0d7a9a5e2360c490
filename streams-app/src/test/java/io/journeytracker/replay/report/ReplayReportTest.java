package io.journeytracker.replay.report;

import static io.journeytracker.replay.report.Recorded.alert;
import static io.journeytracker.replay.report.Recorded.retracted;
import static io.journeytracker.replay.report.Recorded.snapshot;
import static io.journeytracker.replay.report.Recorded.stall;
import static io.journeytracker.replay.report.Recorded.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.log.sort.LogFacts;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStatus;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.TransitionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayReportTest {

    private static final JourneyDefinition MAP =
            Recorded.map(List.of("browse", "cart", "paid"), List.of("cancelled", "lost"));
    private static final LogFacts LOG = new LogFacts(10, 2, 0, 86_400_000, 0);

    @TempDir
    private Path folder;

    private static JourneyTransition move(String customer, String from, String to, long began, long at) {
        return transition(TransitionKind.ADVANCED, customer, to, from, at, began, at, at, null);
    }

    private static JourneyTransition end(TransitionKind kind, String customer, String stage, long began, long at) {
        return transition(kind, customer, stage, null, began, null, at, began, null);
    }

    private static ReplayReport report(List<?> records) {
        ReplayReport report = new ReplayReport(MAP);
        for (Object record : records) {
            if (record instanceof JourneyTransition transition) {
                report.add(transition);
            } else if (record instanceof JourneyAlert alert) {
                report.add(alert);
            } else {
                report.add((CustomerSnapshot) record);
            }
        }
        return report;
    }

    private String written(List<?> records, String file) throws IOException {
        report(records).write(folder, LOG);
        return Files.readString(folder.resolve(file));
    }

    @Test
    void customersAreCountedWhereTheyWereAndWhereTheyAre() throws IOException {
        assertThat(written(
                        List.of(
                                snapshot(
                                        "a",
                                        "cart",
                                        CustomerStatus.STALLED,
                                        List.of("browse", "cart"),
                                        2,
                                        List.of(),
                                        null),
                                snapshot(
                                        "b",
                                        "paid",
                                        CustomerStatus.COMPLETED,
                                        List.of("browse", "paid"),
                                        1,
                                        List.of("lost"),
                                        null),
                                snapshot(
                                        "c",
                                        "browse",
                                        CustomerStatus.EXITED,
                                        List.of("browse"),
                                        1,
                                        List.of("cancelled", "lost"),
                                        "lost"),
                                snapshot("d", "none", CustomerStatus.ACTIVE, List.of(), 0, List.of(), null),
                                move("a", "browse", "cart", 0, 60_000),
                                end(TransitionKind.COMPLETED, "b", "paid", 500, 500),
                                end(TransitionKind.EXITED, "c", "browse", 0, 1_001)),
                        ReplaySummary.FILE))
                .isEqualTo("""
                        {
                          "events" : 10,
                          "rejected" : 2,
                          "customers" : 4,
                          "from" : "1970-01-01T00:00:00.000Z",
                          "to" : "1970-01-02T00:00:00.000Z",
                          "stages" : [
                            {
                              "stage" : "browse",
                              "visited" : 3,
                              "inOrder" : 3,
                              "reached" : 3,
                              "present" : 0,
                              "dwellSeconds" : {
                                "p50" : 30.5005,
                                "p95" : 57.05005
                              }
                            },
                            {
                              "stage" : "cart",
                              "visited" : 1,
                              "inOrder" : 1,
                              "reached" : 2,
                              "present" : 1,
                              "dwellSeconds" : {
                                "p50" : null,
                                "p95" : null
                              }
                            },
                            {
                              "stage" : "paid",
                              "visited" : 1,
                              "inOrder" : 0,
                              "reached" : 1,
                              "present" : 0,
                              "dwellSeconds" : {
                                "p50" : null,
                                "p95" : null
                              }
                            }
                          ],
                          "exits" : [
                            {
                              "exit" : "cancelled",
                              "customers" : 1,
                              "ended" : 0
                            },
                            {
                              "exit" : "lost",
                              "customers" : 2,
                              "ended" : 1
                            }
                          ],
                          "stalls" : 0,
                          "recovered" : 0,
                          "completed" : 1,
                          "churned" : 0
                        }
                        """);
    }

    @Test
    void stallsAreListedByDueTimeThenCustomerWithWhatEndedThem() throws IOException {
        assertThat(written(
                        List.of(
                                stall(TransitionKind.STALLED, "b", "cart", 1000, 61_000, 61_000),
                                stall(TransitionKind.STALLED, "a,\"1\"", "cart", 1000, 61_000, 61_000),
                                stall(TransitionKind.STALLED, "z", "cart", 0, 60_000, 60_000),
                                stall(TransitionKind.RECOVERED, "z", "cart", 0, 60_000, 70_001),
                                stall(TransitionKind.SUPERSEDED, "b", "cart", 1000, 61_000, 90_000)),
                        ReplayReport.STALLS_FILE))
                .isEqualTo("""
                        customer,stage,since,due,resolved_at
                        z,cart,1970-01-01T00:00:00.000Z,1970-01-01T00:01:00.000Z,1970-01-01T00:01:10.001Z
                        "a,""1\""",cart,1970-01-01T00:00:01.000Z,1970-01-01T00:01:01.000Z,
                        b,cart,1970-01-01T00:00:01.000Z,1970-01-01T00:01:01.000Z,1970-01-01T00:01:30.000Z
                        """);
    }

    @Test
    void whatIsRetractedDidNotHappenWhicheverComesFirst() throws IOException {
        JourneyTransition stalled = stall(TransitionKind.STALLED, "a", "cart", 0, 60_000, 60_000);
        JourneyTransition recovered = stall(TransitionKind.RECOVERED, "a", "cart", 0, 60_000, 70_000);
        JourneyTransition moved = move("a", "browse", "cart", 0, 60_000);
        List<JourneyTransition> records =
                List.of(retracted(moved), stalled, recovered, retracted(recovered), moved, retracted(stalled));
        ReplaySummary summary = report(records).summary(LOG);
        assertThat(summary.stalls()).isZero();
        assertThat(summary.recovered()).isZero();
        assertThat(summary.stages().get(0).dwellSeconds().p50()).isNull();
        assertThat(written(records, ReplayReport.STALLS_FILE)).hasLineCount(1);
    }

    @Test
    void aRetractionTakesBackOneOfSeveralEqualMoves() {
        JourneyTransition moved = move("a", "browse", "cart", 5, 5);
        ReplaySummary summary =
                report(List.of(moved, moved, retracted(moved), moved)).summary(LOG);
        assertThat(summary.stages().get(0).dwellSeconds().p50()).isZero();
        assertThat(report(List.of(moved, retracted(moved), retracted(moved), moved))
                        .summary(LOG)
                        .stages()
                        .get(0)
                        .dwellSeconds()
                        .p50())
                .isNull();
    }

    @Test
    void aRetractedRecoveryLeavesTheStallStanding() throws IOException {
        JourneyTransition recovered = stall(TransitionKind.RECOVERED, "a", "cart", 0, 60_000, 70_000);
        assertThat(written(
                        List.of(
                                stall(TransitionKind.STALLED, "a", "cart", 0, 60_000, 60_000),
                                recovered,
                                retracted(recovered)),
                        ReplayReport.STALLS_FILE))
                .endsWith("1970-01-01T00:01:00.000Z,\n");
    }

    @Test
    void aJourneyThatEndsTwiceClosedItsVisitOnce() {
        ReplaySummary summary = report(List.of(
                        end(TransitionKind.EXITED, "a", "cart", 0, 4000),
                        end(TransitionKind.EXITED, "a", "cart", 0, 9000),
                        end(TransitionKind.COMPLETED, "b", "paid", 100, 100),
                        end(TransitionKind.EXITED, "b", "paid", 100, 9000)))
                .summary(LOG);
        assertThat(summary.stages().get(1).dwellSeconds().p50()).isEqualByComparingTo("4");
        assertThat(summary.stages().get(2).dwellSeconds().p50()).isNull();
    }

    @Test
    void anAlertIsToldOnceAsItStandsInTheEnd() throws IOException {
        JourneyTransition again = stall(TransitionKind.STALLED, "b", "cart", 0, 50_000, 50_000);
        List<Object> records = List.of(
                stall(TransitionKind.STALLED, "a", "cart", 0, 60_000, 60_000),
                stall(TransitionKind.RECOVERED, "a", "cart", 0, 60_000, 70_000),
                alert("a1", AlertState.RAISED, "a", 0, 60_000, null),
                alert("a1", AlertState.RESOLVED, "a", 0, 60_000, 70_000L),
                again,
                retracted(again),
                again,
                alert("b1", AlertState.RAISED, "b", 0, 50_000, null),
                alert("b1", AlertState.RETRACTED, "b", 0, 50_000, null),
                alert("b1", AlertState.RAISED, "b", 0, 50_000, null));
        List<String> lines = written(records, ReplayReport.ALERTS_FILE).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .isEqualTo(
                        "{\"id\":\"b1\",\"kind\":\"STALL\",\"state\":\"RAISED\",\"severity\":\"warning\",\"owner\":null,\"customer\":\"b\",\"persona\":\"other\",\"journey\":\"shop\",\"version\":1,\"stage\":\"cart\",\"rule\":\"stall\",\"since\":\"1970-01-01T00:00:00.000Z\",\"due\":\"1970-01-01T00:00:50.000Z\",\"resolvedAt\":null,\"lastTouchpoint\":{\"event\":\"Added\",\"time\":\"1970-01-01T00:00:00.000Z\",\"channel\":\"web\"},\"mood\":null,\"value\":null,\"currency\":null}");
        assertThat(lines.get(1))
                .contains("\"id\":\"a1\"")
                .contains("\"state\":\"RESOLVED\"")
                .contains("\"resolvedAt\":\"1970-01-01T00:01:10.000Z\"");
    }

    @Test
    void theOrderOfTheRecordsChangesNoByte() throws IOException {
        List<Object> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String customer = "c" + i % 11;
            JourneyTransition stalled = stall(TransitionKind.STALLED, customer, "cart", i, 60_000 + i, 60_000 + i);
            JourneyTransition recovered = stall(TransitionKind.RECOVERED, customer, "cart", i, 60_000 + i, 70_000 + i);
            records.addAll(List.of(stalled, recovered, move(customer, "browse", "cart", i, i * 7L)));
            records.add(alert("id" + i, AlertState.RAISED, customer, i, 60_000 + i, null));
            records.add(alert("id" + i, AlertState.RESOLVED, customer, i, 60_000 + i, 70_000L + i));
            if (i % 3 == 0) {
                records.addAll(List.of(retracted(stalled), retracted(recovered)));
                records.add(alert("id" + i, AlertState.RETRACTED, customer, i, 60_000 + i, null));
            }
            if (i < 11) {
                records.add(snapshot(customer, "cart", CustomerStatus.ACTIVE, List.of("cart"), 0, List.of(), null));
            }
        }
        List<String> first = files(records);
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(records, random);
            assertThat(files(records)).isEqualTo(first);
        }
    }

    private List<String> files(List<Object> records) throws IOException {
        report(records).write(folder, LOG);
        return List.of(
                Files.readString(folder.resolve(ReplaySummary.FILE)),
                Files.readString(folder.resolve(ReplayReport.STALLS_FILE)),
                Files.readString(folder.resolve(ReplayReport.ALERTS_FILE)));
    }

    @Test
    void aMapThatFitsNothingIsNoticed() {
        assertThat(report(List.of(snapshot("d", "none", CustomerStatus.ACTIVE, List.of(), 0, List.of(), null)))
                        .summary(LOG)
                        .matchedAnything())
                .isFalse();
    }
}
