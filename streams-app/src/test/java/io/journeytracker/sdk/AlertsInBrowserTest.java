package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of alerts in a real browser: lists, filters, acknowledges, silences, and runs nothing that anybody wrote. */
@Tag("sdk")
class AlertsInBrowserTest {

    private static final String HOSTILE = "<img src=x onerror=window.hit=1>";

    @TempDir
    Path directory;

    @Test
    void itListsFiltersAcknowledgesAndSilences() throws IOException {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        assumeTrue(Node.chromium().isPresent(), "no Chromium here: install chromium");
        Node.install();
        try (TrackerFixture world = new TrackerFixture(
                        directory.resolve("state"), Map.of("journey.access.operator.keys", "operator-key-0123456789"));
                JourneyTracker tracker = world.start(ShopMap.impatient(1, "1s", "1h"))) {
            world.send("u-1", "Added");
            world.send(HOSTILE, "Added");
            await().atMost(Duration.ofSeconds(30)).until(() -> world.alerts().size() == 2);
            ObjectNode given = new ObjectMapper().createObjectNode();
            given.put("chromium", Node.chromium().orElseThrow());
            given.put("address", tracker.address());
            given.put("key", "operator-key-0123456789");
            Map<String, JsonNode> seen = new HashMap<>();
            Node.run("alerts.js", given)
                    .forEach(each -> seen.put(each.get("step").textValue(), each));
            assertThat(seen.get("list").get("titles").toString())
                    .contains("u-1")
                    .contains(HOSTILE);
            assertThat(seen.get("filtered").get("count").intValue()).isZero();
            JsonNode taken = seen.get("acknowledged");
            assertThat(taken.get("state").textValue()).startsWith("✓ Taken care of by Ann");
            assertThat(taken.get("state").textValue()).contains("calling " + HOSTILE);
            assertThat(taken.get("standing").intValue()).isEqualTo(2);
            assertThat(seen.get("silences").get("titles").get(0).textValue()).isEqualTo("works " + HOSTILE);
            assertThat(seen.get("silences").get("facts").textValue()).startsWith("● Active · Ann");
            assertThat(seen.get("ended").get("facts").textValue()).startsWith("○ Over");
            assertThat(seen.get("phone").get("wider").booleanValue())
                    .as("wider than a phone")
                    .isFalse();
            for (String view : List.of("sign-in", "list", "form", "silences", "phone")) {
                assertThat(seen.get("axe " + view).get("findings"))
                        .as("what axe finds: " + view)
                        .isEmpty();
            }
            JsonNode end = seen.get("end");
            assertThat(end.get("hit").textValue()).isEmpty();
            for (String what : List.of("violations", "errors", "strangers")) {
                assertThat(end.get(what)).as(what).isEmpty();
            }
        }
    }
}
