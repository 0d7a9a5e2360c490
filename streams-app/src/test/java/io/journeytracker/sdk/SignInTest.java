package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.testing.Told;
import io.journeytracker.testing.TrackerFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody browses, signs in and leaves, then somebody else does on the same device: a real browser with Segment's client. */
@Tag("sdk")
class SignInTest {

    private static final String MAP = """
            language: 1
            journey: shop
            version: 1
            grace: 1h
            stages:
              - {id: browse, enter: {event: Product Viewed}}
              - {id: cart, enter: {event: Product Added}}
              - {id: checkout, enter: {event: Checkout Started}}
              - {id: bought, enter: {event: Order Completed}}
            """;

    private static final String ANALYST = "the-key-of-an-analyst";

    @TempDir
    Path directory;

    @Test
    void twoUsersOfOneDeviceAreTwoCustomersEachWithTheirJourneyFromTheFirstPage() throws IOException {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        assumeTrue(Node.chromium().isPresent(), "no Chromium here: install chromium");
        Node.install();
        Path sources = Files.writeString(
                directory.resolve("sources.yaml"),
                "sources: [{name: web, keys: [key-of-web], origins: [\"http://127.0.0.1:*\"]}]");
        Map<String, String> settings = Map.of(
                "journey.access.analyst.keys",
                ANALYST,
                "journey.intake.sources",
                sources.toString(),
                "journey.intake.host",
                "127.0.0.1",
                "journey.intake.port",
                "0");
        try (TrackerFixture world = new TrackerFixture(directory.resolve("state"), settings);
                JourneyTracker tracker = world.start(MapFile.of("shop.yaml", MAP, LocalDate.EPOCH));
                FaultyProxy proxy = new FaultyProxy(
                        URI.create(tracker.intakeAddress().orElseThrow()).getPort(), List.of())) {
            ObjectNode given = given(proxy);
            List<JsonNode> told = Node.run("browser.js", given, () -> {
                Map<String, CustomerSnapshot> customers = world.told().customers();
                return customers.containsKey("ann") && reached(customers.get("bob"), "cart");
            });
            assertThat(told).noneMatch(each -> each.has("stranger"));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Told all = world.told();
                assertThat(all.customers().keySet()).containsExactlyInAnyOrder("ann", "bob");
                assertThat(visited(all, "ann")).containsExactly("browse", "cart", "checkout");
                assertThat(visited(all, "bob")).containsExactly("browse", "cart");
                assertThat(story(tracker, "ann"))
                        .containsExactly("Product Viewed", "Product Added", "User Identified", "Checkout Started");
                assertThat(story(tracker, "bob")).containsExactly("Product Viewed", "User Identified", "Product Added");
            });
        }
    }

    /** What the customer's story tells that they did, from the first page on. */
    private static List<String> story(JourneyTracker tracker, String customer) throws Exception {
        HttpRequest asked = HttpRequest.newBuilder(URI.create(tracker.address() + "/api/customers/" + customer))
                .header("Authorization", "Bearer " + ANALYST)
                .build();
        String answer =
                HttpClient.newHttpClient().send(asked, BodyHandlers.ofString()).body();
        List<String> events = new ArrayList<>();
        for (JsonNode each : new ObjectMapper().readTree(answer).at("/story/timeline")) {
            if (each.has("event")) {
                events.add(each.get("event").textValue());
            }
        }
        return events;
    }

    private static ObjectNode given(FaultyProxy proxy) {
        ObjectNode given = new ObjectMapper().createObjectNode();
        given.put("chromium", Node.chromium().orElseThrow());
        given.put("pageHost", "127.0.0.1");
        given.put("pageName", "signin.html");
        given.put("query", "");
        given.put("key", "key-of-web");
        given.put("host", proxy.address());
        given.put("first", "ann");
        given.put("second", "bob");
        given.putObject("context").putObject("page").put("referrer", "http://news.example/");
        return given;
    }

    private static boolean reached(CustomerSnapshot customer, String stage) {
        return customer != null
                && customer.getJourneys().stream()
                        .anyMatch(journey -> journey.getStage().equals(stage));
    }

    private static List<String> visited(Told told, String customer) {
        return told.customers().get(customer).getJourneys().stream()
                .map(CustomerJourney::getVisited)
                .findFirst()
                .orElse(List.of());
    }
}
