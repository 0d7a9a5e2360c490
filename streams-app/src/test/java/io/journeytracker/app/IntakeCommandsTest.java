package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.topic.Headers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands around the intake, each against an instance with everything real. */
@Tag("broker")
class IntakeCommandsTest {

    @TempDir
    private static Path folder;

    private static TrackerFixture fixture;
    private static JourneyTracker tracker;
    private static String intake;

    /** A command that has run, or still runs. */
    private static final class Run {
        private final StringWriter out = new StringWriter();
        private final StringWriter err = new StringWriter();
        private final StopSignal stop = new StopSignal();

        private int run(List<String> words) {
            return Main.commandLine(stop)
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(words.toArray(String[]::new));
        }
    }

    @BeforeAll
    static void start() throws IOException {
        Path sources = Files.writeString(
                folder.resolve("sources.yaml"),
                "sources:\n  - name: shop\n    keys: [shop-key]\n  - name: calls\n    keys: [calls-key]\n");
        fixture = new TrackerFixture(
                folder.resolve("state"),
                Map.of(
                        "journey.intake.sources", sources.toString(),
                        "journey.intake.host", "127.0.0.1",
                        "journey.intake.port", "0"));
        tracker = fixture.start(ShopMap.file(1));
        intake = tracker.intakeAddress().orElseThrow();
        await().atMost(Duration.ofSeconds(20)).until(() -> tracker.ready().ok());
    }

    @AfterAll
    static void stop() {
        tracker.close();
        fixture.close();
    }

    private static List<Touchpoint> touchpoints(String source) {
        Deserializer<Touchpoint> deserializer =
                tracker.serdes().values(Touchpoint.class).deserializer();
        return fixture.read("touchpoints").stream()
                .filter(value -> value != null && value.length > 20)
                .map(value -> deserializer.deserialize("touchpoints", value))
                .filter(touchpoint -> touchpoint.getSource().equals(source))
                .toList();
    }

    private static void post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(intake + "/v1/touchpoints"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer shop-key")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void aFileOfCallsBecomesJourneysAndASecondImportChangesNothing() throws Exception {
        Instant now = Instant.now();
        Path calls = Files.writeString(
                folder.resolve("calls.csv"),
                "who,what,when,stars,said\n"
                        + "ann,Added," + now.minusSeconds(2) + ",,\n"
                        + "ann,Viewed," + now.minusSeconds(3) + ",9,quite nice\n"
                        + "bob,Viewed," + now.minusSeconds(3) + ",eleven,\n");
        List<String> words = List.of(
                "import",
                calls.toString(),
                "--to",
                intake,
                "--key",
                "calls-key",
                "--customer",
                "who",
                "--event",
                "what",
                "--time",
                "when",
                "--channel",
                "=phone",
                "--score",
                "stars",
                "--score-kind",
                "nps",
                "--comment",
                "said",
                "--out",
                folder.toString());

        Run first = new Run();
        assertThat(first.run(words)).as(first.err.toString()).isZero();
        assertThat(first.out.toString()).startsWith("2 touchpoints taken; 1 rejected");
        assertThat(touchpoints("calls")).hasSize(2).anySatisfy(viewed -> {
            assertThat(viewed.getUserId()).isEqualTo("ann");
            assertThat(viewed.getEvent()).isEqualTo("Viewed");
            assertThat(viewed.getChannel()).isEqualTo("phone");
            assertThat(viewed.getComment()).isEqualTo("quite nice");
            assertThat(viewed.getScore().getValue()).isEqualTo(9);
            assertThat(viewed.getSentiment()).isPositive();
        });
        assertThat(fixture.committed("touchpoints").stream()
                        .filter(record -> record.headers().lastHeader(Headers.REPLAY_UNTIL) != null))
                .hasSize(2);
        CustomerSnapshot ann = annAtLast();
        assertThat(ann.getJourneys().get(0).getStage()).isEqualTo("cart");

        assertThat(new Run().run(words)).isZero();
        List<String> ids = touchpoints("calls").stream()
                .map(Touchpoint::getMessageId)
                .sorted()
                .toList();
        assertThat(ids).hasSize(4);
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
        assertThat(ids.get(2)).isEqualTo(ids.get(3));
        long transitions = transitionsOfAnn();
        fixture.toldBefore(System.currentTimeMillis());
        assertThat(transitionsOfAnn()).isEqualTo(transitions);
    }

    private static CustomerSnapshot annAtLast() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> fixture.told().customers().containsKey("ann")
                        && fixture.told().customers().get("ann").getJourneys().stream()
                                .anyMatch(at -> at.getStage().equals("cart")));
        return fixture.told().customers().get("ann");
    }

    private static long transitionsOfAnn() {
        return fixture.transitions().stream()
                .filter(transition -> transition.getCustomer().equals("ann"))
                .filter(transition -> !transition.getKind().name().equals("STALLED"))
                .count();
    }

    @Test
    void simulatedVisitorsComeThroughTheIntake() {
        Run simulate = new Run();
        assertThat(simulate.run(List.of(
                        "simulate",
                        "--to",
                        intake,
                        "--key",
                        "shop-key",
                        "--visitors",
                        "120",
                        "--speed",
                        "10",
                        "--for",
                        "3s")))
                .as(simulate.err.toString())
                .isZero();
        List<Touchpoint> arrived = touchpoints("shop").stream()
                .filter(touchpoint -> touchpoint.getTraits().containsKey("segment"))
                .toList();
        assertThat(simulate.out.toString()).contains(String.format("%,d touchpoints taken", arrived.size()));
        assertThat(arrived)
                .hasSizeGreaterThan(50)
                .allSatisfy(touchpoint -> assertThat(touchpoint.getChannel()).isNotBlank())
                .anySatisfy(touchpoint -> assertThat(touchpoint.getEvent()).isEqualTo("Page Viewed"))
                .anySatisfy(touchpoint -> assertThat(touchpoint.getEvent()).isEqualTo("Product Viewed"));
    }

    @Test
    void tailTellsWhatAnEngineersOwnEventDid() throws Exception {
        Run tail = new Run();
        List<String> words = new ArrayList<>(List.of("tail", "--customer", "eve"));
        words.addAll(fixture.commandLineSettings());
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> tail.run(words));
        await().atMost(Duration.ofSeconds(20)).until(() -> tail.out.toString().contains("Following eve"));
        // So long ago that the next one puts it behind the checkpoint: only what comes before that is late.
        Instant earlier = Instant.now().minusSeconds(10);
        post("{\"userId\":\"eve\",\"event\":\"Viewed\",\"messageId\":\"1\",\"time\":\"" + earlier + "\"}");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tail.out.toString().contains("shop version 1: entered browse"));
        post("{\"userId\":\"eve\",\"event\":\"Blinked\",\"messageId\":\"2\"}");
        post("{\"userId\":\"eve\",\"event\":\"Viewed\",\"time\":\""
                + Instant.now().minusSeconds(3600) + "\"}");
        post("{\"userId\":\"dan\",\"event\":\"Viewed\"}");
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        tail.out.toString().contains("nothing moved: no stage, exit, churn or re-entry rule matched"));
        await().atMost(Duration.ofSeconds(20)).until(() -> tail.out.toString().contains("! eve  dead letter: late"));
        tail.stop.request();
        assertThat(code.get()).isZero();
        assertThat(tail.out.toString()).doesNotContain("dan").doesNotContain("stands in stage browse already");
    }

    @Test
    void whatTheIntakeCouldNotReadIsSentAgainOnceItCan() throws Exception {
        post("{\"touchpoints\":[{\"userId\":\"fay\"}]}");
        Run redrive = new Run();
        List<String> words = new ArrayList<>(List.of("redrive", "--reason", "undecodable"));
        words.addAll(fixture.commandLineSettings());
        assertThat(redrive.run(words)).as(redrive.err.toString()).isZero();
        assertThat(redrive.out.toString()).contains("undecodable").contains("1 left: still cannot be used: event");
        assertThat(redrive.run(List.of("redrive", "--reason", "bad"))).isEqualTo(2);
        assertThat(redrive.err.toString()).contains("--reason bad: expected one of undecodable, ");
    }
}
