package io.journeytracker.app;

import static io.journeytracker.testing.TrackerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.demo.Desks;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.testing.Checkout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("broker")
class DemoCommandTest {

    private static final Pattern ADDRESS = Pattern.compile("(http://\\S+)/metrics");
    private static final Pattern READY = Pattern.compile("Ready after ([0-9.]+) s");
    private static final List<String> PARTS = List.of("_bucket", "_count", "_sum", "_max");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StopSignal stop = new StopSignal();

    @Test
    void customersStallAndLeaveAndEveryDocumentedFigureIsServed() throws Exception {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run("--port", "0"));
        await().atMost(Duration.ofSeconds(30)).until(() -> out.toString().contains("Ready after"));
        Matcher ready = READY.matcher(out.toString());
        assertThat(ready.find()).isTrue();
        assertThat(Double.parseDouble(ready.group(1)))
                .as("seconds until it was ready")
                .isLessThan(15);
        await("the first stall").atMost(Duration.ofSeconds(30)).until(() -> out.toString()
                .contains(" STALL "));
        await("the first churn").atMost(Duration.ofSeconds(60)).until(() -> out.toString()
                .contains(" CHURN "));
        for (Desks.Desk desk : Desks.ALL) {
            await("what a team is told").atMost(Duration.ofSeconds(30)).until(() -> out.toString()
                    .contains("told to " + desk.team() + ": "));
        }
        Matcher address = ADDRESS.matcher(out.toString());
        assertThat(address.find()).isTrue();
        assertThat(get(address.group(1) + "/health/ready").statusCode()).isEqualTo(200);
        assertThat(post(address.group(1) + "/v1/touchpoints", "{\"userId\":\"me\",\"event\":\"Product Viewed\"}"))
                .as("what the welcome says: this address, this key")
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> namesAsDocumented(get(address.group()).body()));

        stop.request();
        assertThat(code.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join())
                .isZero();
        assertThat(out.toString()).contains("The demo has ended.");
        assertThat(err.toString()).isEmpty();
    }

    private static int post(String address, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer demo")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static void namesAsDocumented(String scraped) {
        Set<String> names = scraped.lines()
                .filter(line -> line.startsWith("journey_"))
                .map(line -> line.split("[{ ]")[0])
                .map(DemoCommandTest::base)
                .collect(Collectors.toSet());
        List<String> documented = Checkout.codeInFirstColumn("docs/metrics.md");
        assertThat(documented).containsAll(names);
        // The shop's touchpoints all come in order, so that nothing is ever corrected; nobody asked for a heartbeat.
        Set<String> absent = Set.of("journey_corrections_total", "journey_heartbeat_delivered_timestamp_seconds");
        assertThat(documented.stream().filter(name -> !absent.contains(name)))
                .allSatisfy(name -> assertThat(names).contains(name));
        assertThat(scraped.lines().filter(line -> line.startsWith("journey_")).count())
                .as("series of the demo")
                .isLessThan(2_000);
        assertThat(scraped.lines().filter(line -> line.startsWith("journey_ledger_imbalance")))
                .allSatisfy(line -> assertThat(line).endsWith(" 0.0"));
        assertThat(scraped).contains("jvm_memory_used_bytes", "kafka_stream_");
    }

    /** A histogram has several names. */
    private static String base(String name) {
        return PARTS.stream()
                .filter(name::endsWith)
                .findFirst()
                .map(part -> name.substring(0, name.length() - part.length()))
                .orElse(name);
    }

    @Test
    void aTakenPortIsNamedWithItsOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(run("--port", String.valueOf(taken.getLocalPort()))).isEqualTo(2);
            assertThat(err.toString()).contains("--port " + taken.getLocalPort() + ": is taken");
        }
    }

    private int run(String... options) {
        CommandLine line = Main.commandLine(stop);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "demo";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return line.execute(arguments);
    }
}
