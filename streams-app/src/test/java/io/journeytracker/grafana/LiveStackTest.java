package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.journeytracker.app.Main;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.stack.Dashboard;
import io.journeytracker.stack.PanelCheck;
import io.journeytracker.stack.Prometheus;
import io.journeytracker.stack.StackAddresses;
import io.journeytracker.stack.StackCheck;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Every query of every dashboard against the real Prometheus, which scrapes the real application. */
@Tag("grafana")
class LiveStackTest {

    private static final Path FILES = Checkout.root().resolve("grafana");
    private static final Duration RATE = Duration.ofSeconds(30);
    private static final long PATIENCE_SECONDS = 120;

    private static final String EMPTY = "empty, as it may be: ";
    /** In the demo messages are delivered and kept back, and rejected touchpoints make a rule fire; its targets may all be met, and nothing is taken back. */
    private static final String EMPTY_HERE = "(Alerts / Which targets are missed|Streams and JVM / Taken back) .*";

    @TempDir
    static Path folder;

    private static LiveStack stack;

    @BeforeAll
    static void start() throws Exception {
        Program.require("prometheus", "promtool", "prometheus-alertmanager");
        stack = new LiveStack(folder);
        Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> stack.said()
                .contains("Ready after"));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    private static void send(int expected, String path, String key, String body) {
        try {
            assertThat(stack.send(path, key, body)).isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static StackAddresses addresses() {
        return stack.addresses("");
    }

    @Test
    void everyQueryHasDataAndTheLabelsOfItsLegend() throws Exception {
        StackCheck check = new StackCheck(FILES, addresses(), RATE);
        StackCheck.Result[] result = new StackCheck.Result[1];
        // What comes now and then, such as a message to a team, has not always been there within the last half minute.
        Set<String> never = new HashSet<>();
        // Once would do for most; rates need to be seen growing.
        Awaitility.await()
                .atMost(Duration.ofSeconds(2 * PATIENCE_SECONDS))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    send(200, "/v1/touchpoints", "demo", "{\"userId\":\"me\",\"event\":\"Product Viewed\"}");
                    send(400, "/v1/touchpoints", "demo", "{\"event\":\"of nobody\"}");
                    boolean first = result[0] == null;
                    result[0] = check.once();
                    Set<String> empty = result[0].notes().stream()
                            .filter(note -> note.startsWith(EMPTY))
                            .collect(Collectors.toSet());
                    if (first) {
                        never.addAll(empty);
                    }
                    never.retainAll(empty);
                    assertThat(result[0].problems()).isEmpty();
                    assertThat(never)
                            .as("queries without data, of those that may have none")
                            .allSatisfy(note -> assertThat(note).matches(EMPTY + EMPTY_HERE));
                });
        result[0].notes().forEach(System.out::println);
    }

    @Test
    void theCommandSaysTheSame() {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine(new StopSignal());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        StackAddresses at = addresses();
        String[] common = {
            "compose-check",
            "--files",
            FILES.toString(),
            "--application",
            at.application(),
            "--prometheus",
            at.prometheus(),
            "--alertmanager",
            at.alertmanager(),
            "--rate-interval",
            "30s",
            "--patience",
            "0s",
            "--without-grafana"
        };
        Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).untilAsserted(() -> {
            send(200, "/v1/touchpoints", "demo", "{\"userId\":\"you\",\"event\":\"Product Viewed\"}");
            send(400, "/v1/touchpoints", "demo", "{\"event\":\"of nobody\"}");
            assertThat(line.execute(common)).as(out.toString()).isZero();
        });
        assertThat(out.toString()).contains("Grafana: not asked for");

        // A Grafana that is away is told of, not passed over.
        common[common.length - 1] =
                "--grafana=http://127.0.0.1:" + Ports.free(1).get(0);
        assertThat(line.execute(common)).isOne();
        assertThat(out.toString()).contains("Grafana: http://127.0.0.1:", "does not answer");
    }

    @Test
    void whatGrafanaLacksIsTold() throws Exception {
        Set<String> uids = new TreeSet<>();
        Dashboard.in(FILES.resolve("dashboards")).forEach(dashboard -> uids.add(dashboard.uid()));
        try (StandInGrafana whole = new StandInGrafana(uids, addresses().prometheus());
                StandInGrafana lacking =
                        new StandInGrafana(Set.of("journey-alerts"), addresses().prometheus())) {
            assertThat(new StackCheck(FILES, stack.addresses(whole.address()), RATE).once())
                    .satisfies(result ->
                            assertThat(result.problems()).noneMatch(problem -> problem.startsWith("dashboard")))
                    .satisfies(result -> assertThat(result.notes())
                            .anyMatch(note -> note.matches("panels: \\d+ queries have data")));
            assertThat(new StackCheck(FILES, stack.addresses(lacking.address()), RATE)
                            .once()
                            .problems())
                    .anyMatch(problem -> problem.startsWith("dashboard Journeys: ") && problem.contains("404"))
                    .noneMatch(problem -> problem.startsWith("dashboard Alerts"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "journey_customers{job | journey_shoppers{job | has no data",
                "{{step}} | {{stairs}} | its legend shows [stairs]",
                "sum(journey_customers | sum((journey_customers | parse error",
                "label_values(journey_tasks_active, job) | label_values(journey_tasks, job) | has no value to choose",
                "journey_map_published_timestamp_seconds | journey_map_published_seconds | has no data",
                "$persona | $person | unknown variable"
            })
    void aPlantedMistakeIsFound(String right, String wrong, String told) throws Exception {
        String text = around(Checkout.read("grafana/dashboards/journeys.json"), right);
        // Before the first scrape nothing has data, planted or not.
        Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).untilAsserted(() -> {
            send(200, "/v1/touchpoints", "demo", "{\"userId\":\"me\",\"event\":\"Product Viewed\"}");
            assertThat(problems(text)).noneMatch(problem -> problem.contains(told));
            assertThat(problems(text.replace(right, wrong))).anyMatch(problem -> problem.contains(told));
        });
    }

    /** The dashboard with one panel, in which the mistake can be planted if in any. */
    private static String around(String dashboard, String right) throws IOException {
        JsonNode json = new ObjectMapper().readTree(dashboard);
        ArrayNode panels = (ArrayNode) json.get("panels");
        JsonNode one = panels.get(1);
        for (JsonNode panel : panels) {
            one = panel.toString().contains(right) ? panel : one;
        }
        panels.removeAll().add(one);
        assertThat(json.toString()).contains(right);
        return json.toString();
    }

    private static List<String> problems(String dashboard) throws Exception {
        Map<String, String> mayBeEmpty = PanelCheck.mayBeEmpty(FILES.resolve("may-be-empty.yaml"));
        return new PanelCheck(List.of(Dashboard.of(new ObjectMapper().readTree(dashboard))), mayBeEmpty, RATE)
                .ask(new Prometheus(addresses().prometheus()))
                .problems();
    }

    @Test
    void anAlertTravelsFromTheApplicationToAReceiver() throws Exception {
        StringBuilder received = new StringBuilder();
        Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> {
            // Once would not do before Prometheus has seen the counter at nothing.
            send(400, "/v1/touchpoints", "demo", "{\"event\":\"of nobody\"}");
            received.append(stack.notification(1));
            return received.toString().contains("JourneyDeadLetters");
        });
        assertThat(received.toString())
                .contains(
                        "\"status\":\"firing\"",
                        "could not be used within 10 minutes",
                        "\"runbook_url\":\"http://localhost:9090/user/operations.md#journeydeadletters\"",
                        "\"severity\":\"warning\"")
                .doesNotContain("\"runbooks\"");
    }

    @Test
    void theImagesHealthCheckAsksWhetherTheInstanceIsReady() {
        String script = Checkout.root()
                .resolve("streams-app/src/main/docker/healthy")
                .toAbsolutePath()
                .toString();
        String port = addresses().application().replaceAll(".*:", "");
        Awaitility.await()
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> Program.run(folder, script, port).code() == 0);
        assertThat(Program.run(folder, script, String.valueOf(Ports.free(1).get(0)))
                        .code())
                .isNotZero();
    }

    @Test
    void whatIsMeasuredHereHasHelpAndNamesByTheConventions() throws IOException {
        String own = Awaitility.await()
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(LiveStackTest::own, text -> text.contains("# HELP journey_customers "));
        assertThat(conventions(own).output()).isEmpty();
        Program.Ended planted = conventions(own.replaceAll("# HELP journey_customers .*\n", ""));
        assertThat(planted.code()).isNotZero();
        assertThat(planted.output()).contains("journey_customers no help text");
    }

    private static String own() {
        return stack.scraped()
                .lines()
                .filter(line -> line.matches("(# (HELP|TYPE) )?journey_.*"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Program.Ended conventions(String metrics) throws IOException {
        Files.writeString(folder.resolve("metrics.txt"), metrics);
        return Program.run(folder, "sh", "-c", "promtool check metrics < metrics.txt");
    }

    @Test
    void whateverIsSentAddsNoSeriesOfItsOwn() {
        send(401, "/v1/touchpoints", "nobody-s key", "{\"userId\":\"me\",\"event\":\"Product Viewed\"}");
        for (int i = 0; i < 50; i++) {
            send(401, "/v1/touchpoints", "some-key-" + i, "{\"userId\":\"me\",\"event\":\"Product Viewed\"}");
            send(404, "/some/page/" + i, "demo", "{}");
        }
        assertThat(stack.scraped()).doesNotContain("some-key", "some/page");
        assertThat(stack.scraped()
                        .lines()
                        .filter(line -> line.startsWith("journey_"))
                        .count())
                .as("series of the demo's map")
                .isLessThan(2_000);
        assertThat(stack.scraped().length()).as("bytes of a scrape").isLessThan(1 << 20);
    }
}
