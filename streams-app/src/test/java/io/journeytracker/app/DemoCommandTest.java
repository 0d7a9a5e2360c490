package io.journeytracker.app;

import static io.journeytracker.testing.TrackerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.demo.Desks;
import io.journeytracker.sdk.Node;
import io.journeytracker.testing.Checkout;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.Sizes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, watched in its terminal, asked by HTTP, and visited as the README says. */
@Tag("broker")
class DemoCommandTest {

    private static final Pattern READY = Pattern.compile("Ready after ([0-9.]+) s");
    private static final Pattern README_ROW = Pattern.compile("\\| ([^|`]+) \\| `(.+)` \\|");
    private static final String README_ADDRESS = "http://127.0.0.1:8080";
    private static final List<String> PARTS = List.of("_bucket", "_count", "_sum", "_max");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static DocumentedDesk desk;
    private static RunningDemo demo;

    @BeforeAll
    static void start() throws IOException {
        desk = new DocumentedDesk(directory);
        try {
            demo = RunningDemo.started(desk.options());
        } catch (RuntimeException | AssertionError notStarted) {
            desk.close();
            throw notStarted;
        }
    }

    @AfterAll
    static void itEndsCleanly() {
        try {
            assertThat(demo.ended()).isZero();
            assertThat(demo.told()).contains("The demo has ended.");
            assertThat(demo.errors()).isEmpty();
        } finally {
            desk.close();
        }
    }

    @Test
    void customersStallAndLeaveAndEveryDocumentedFigureIsServed() {
        Matcher ready = READY.matcher(demo.told());
        assertThat(ready.find()).isTrue();
        // 15 are promised, and 8 to 11 taken by a machine that does nothing else.
        assertThat(Double.parseDouble(ready.group(1)))
                .as("seconds until it was ready")
                .isLessThan(Sizes.choose(90, 15));
        assertThat(demo.untilFirst(" STALL "))
                .as("the first stall")
                .isLessThan(Promised.within(Duration.ofSeconds(30)));
        assertThat(demo.untilFirst(" CHURN "))
                .as("the first churn")
                .isLessThan(Promised.within(Duration.ofSeconds(90)));
        for (Desks.Desk desk : Desks.ALL) {
            await("what a team is told").atMost(Duration.ofSeconds(30)).until(() -> demo.told()
                    .contains("told to " + desk.team() + ": "));
        }
        assertThat(get(demo.address() + "/health/ready").statusCode()).isEqualTo(200);
        assertThat(demo.send("{\"userId\":\"me\",\"event\":\"Product Viewed\"}"))
                .as("what the welcome says: this address, this key")
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> namesAsDocumented(get(demo.address() + "/metrics").body()));
    }

    @Test
    void itsBareAddressLeadsToTheMapWhoseNumbersMove() {
        HttpResponse<String> bare = get(demo.address() + "/");
        String map = bare.headers().firstValue("Location").orElseThrow();
        assertThat(get(demo.address() + map).body()).contains("<title>", "/map/map.js");
        JsonNode first = json("/api/journeys/online-shop/map");
        await("numbers that move").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode later = json("/api/journeys/online-shop/map");
            assertThat(later.at("/ledger/entered").longValue())
                    .isGreaterThan(first.at("/ledger/entered").longValue());
            assertThat(later.at("/freshness/clock").asText(""))
                    .isGreaterThan(first.at("/freshness/clock").asText(""));
            assertThat(later.at("/ledger/imbalance").longValue()).isZero();
        });
    }

    /** Within the first five minutes, by the commands of docs/alerts.md. */
    @Test
    void aTeamThatDoesAsTheDocumentSaysHearsOfItsCustomers() throws IOException {
        assumeTrue(DocumentedDesk.isPython(), "no Python here: install python3");
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(
                        () -> assertThat(desk.printed())
                                .containsPattern(
                                        "(?m)^journey\\.alert\\.raised - Customer \\S+ (is stuck in|left) online-shop at (cart|checkout)"));
        assertThat(desk.printed()).doesNotContain("forged", "Error");
    }

    @Test
    void aPersonOnThePageTrySeesThemselvesMoveInTheTerminalAndIsOneCustomerFromTheFirstPage() {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        assumeTrue(Node.chromium().isPresent(), "no Chromium here: install chromium");
        Node.install();
        ObjectNode given = JSON.createObjectNode()
                .put("chromium", Node.chromium().orElseThrow())
                .put("address", demo.address());

        JsonNode seen = Node.run("try.js", given).get(0);

        assertThat(seen.get("failed")).as("events that were not delivered").isEmpty();
        assertThat(seen.get("errors")).as("errors of the page").isEmpty();
        assertThat(seen.get("strangers")).as("asked of anybody else").isEmpty();
        String visitor = seen.get("visitor").textValue();
        String user = seen.get("user").textValue();
        assertThat(user).startsWith("u-").isNotEqualTo(visitor);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(demo.told())
                    .contains("anonymous~" + visitor + "  Product Viewed  by web")
                    .contains("→ anonymous~" + visitor + "  online-shop version 1: advanced consideration → cart")
                    .contains("→ " + user + "  online-shop version 1: advanced cart → checkout");
            JsonNode customer = customer(visitor);
            assertThat(customer.at("/customer").textValue())
                    .as("whose the visitor's id is")
                    .isEqualTo(user);
            assertThat(customer.at("/journeys/0/stage").textValue()).isEqualTo("checkout");
            assertThat(events(customer))
                    .containsExactly(
                            "Page Viewed", "Product Viewed", "Product Added", "User Identified", "Checkout Started");
        });
    }

    @Test
    void everyClientThatTheReadmeConfiguresMovesItsCustomer() {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        Node.install();
        ObjectNode given = JSON.createObjectNode();
        ObjectNode configurations = given.putObject("configurations");
        README_ROW
                .matcher(Checkout.read("README.md"))
                .results()
                .forEach(row ->
                        configurations.put(row.group(1).strip(), row.group(2).replace(README_ADDRESS, demo.address())));

        Node.run("readme.js", given);

        for (String client : List.of("segment", "rudderstack", "snowplow", "posthog", "cloudevents", "jitsu")) {
            await(client).atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(demo.told())
                    .containsPattern("→ u-" + client + "  online-shop version 1: (entered|advanced \\S+ →) cart at"));
        }
    }

    /** Three of five visitors of the shop sign in to pay, and were nobody before. */
    @Test
    void aVisitorOfTheShopWhoSignsInHasOneStoryFromTheFirstPage() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode list = json("/api/journeys/online-shop/customers?stage=experience&limit=50");
            List<List<String>> stories = new ArrayList<>();
            for (JsonNode each : list.get("customers")) {
                JsonNode customer = customer(each.get("customer").textValue());
                boolean signsInToPay = each.get("customer").textValue().startsWith("u-")
                        && !customer.at("/journeys/0/persona").textValue().equals("loyal");
                if (signsInToPay && customer.at("/story/leftOut").intValue() == 0) {
                    stories.add(events(customer));
                }
            }
            assertThat(stories).isNotEmpty().allSatisfy(story -> {
                assertThat(story.indexOf("Product Added")).isBetween(1, story.indexOf("Checkout Started") - 1);
                assertThat(story.indexOf("Checkout Started")).isLessThan(story.indexOf("Order Completed"));
            });
        });
    }

    private static JsonNode customer(String id) {
        return json("/api/customers/" + id);
    }

    private static List<String> events(JsonNode customer) {
        return StreamSupport.stream(customer.at("/story/timeline").spliterator(), false)
                .filter(each -> each.has("event"))
                .map(each -> each.get("event").textValue())
                .toList();
    }

    private static JsonNode json(String path) {
        try {
            return JSON.readTree(get(demo.address() + path).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(path, e);
        }
    }

    private static void namesAsDocumented(String scraped) {
        Set<String> names = scraped.lines()
                .filter(line -> line.startsWith("journey_"))
                .map(line -> line.split("[{ ]")[0])
                .map(DemoCommandTest::base)
                .collect(Collectors.toSet());
        List<String> documented = Checkout.codeInFirstColumn("docs/metrics.md");
        assertThat(documented).containsAll(names);
        // The shop's touchpoints all come in order; nobody asked for a heartbeat, and nobody needs a token.
        Set<String> absent = Set.of(
                "journey_corrections_total",
                "journey_heartbeat_delivered_timestamp_seconds",
                "journey_issuer_requests_total");
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
            RunningDemo other = RunningDemo.on(taken.getLocalPort());
            assertThat(other.ended()).isEqualTo(2);
            assertThat(other.errors()).contains("--port " + taken.getLocalPort() + ": is taken");
        }
    }
}
