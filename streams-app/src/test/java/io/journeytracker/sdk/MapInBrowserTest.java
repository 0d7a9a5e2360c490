package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.MapReader;
import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.Scrape;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.testing.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live map in a real browser: what a person sees, that it moves, and that nothing which anybody can write ever runs. */
@Tag("sdk")
class MapInBrowserTest {

    private static final String MARKUP = "<img src=x onerror=window.hit=1>";
    private static final String MAP = """
            language: 1
            journey: shop
            version: 1
            title: "Buying %1$s"
            objective: "</p><script>window.hit=2</script>"
            owner: "javascript:window.hit=3"
            grace: 1h
            review: {every: 30d, last: 2020-01-01}
            personas:
              - {id: deals, title: "Deals %1$s", goals: ["<svg onload=window.hit=4>"], frustrations: ["Fees %1$s"], when: traits.segment == "deals"}
            touchpoints:
              - {id: page, title: "Page %1$s", event: Viewed, expected-emotion: 0.5, moment-of-truth: true}
              - {id: leaflet, title: "Leaflet %1$s", event: Leaflet Read, moment-of-truth: true}
            stages:
              - {id: browse, title: "Looks %1$s", owner: "\\u202Egnitekram", enter: {event: Viewed}}
              - {id: cart, title: Takes, owner: sales, enter: {event: Added}}
              - {id: bought, title: Buys, enter: {event: Ordered}}
            """.formatted(MARKUP);
    private static final int HOSTILE = HostileTexts.COUNT;

    @TempDir
    Path directory;

    /** They are customers here as they are written, whom the list shows without the blanks and breaks that some of the others have. */
    private static List<String> hostile() {
        return HostileTexts.ofFirst(47);
    }

    @Test
    void itShowsTheMapAndMovesAndRunsNothingThatAnybodyWrote() throws IOException {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        assumeTrue(Node.chromium().isPresent(), "no Chromium here: install chromium");
        Node.install();
        Path sources =
                Files.writeString(directory.resolve("sources.yaml"), "sources: [{name: web, keys: [key-of-web]}]");
        Map<String, String> settings = Map.of(
                "journey.access.operator.keys", "operator-key-0123456789",
                "journey.intake.sources", sources.toString(),
                "journey.intake.host", "127.0.0.1",
                "journey.intake.port", "0");
        try (TrackerFixture world = new TrackerFixture(directory.resolve("state"), settings);
                JourneyTracker tracker = world.start(MapFile.of("shop.yaml", MAP, LocalDate.EPOCH))) {
            customers(world);
            notes(world);
            await().atMost(Duration.ofSeconds(60)).until(() -> Scrape.of(tracker.address())
                    .by("journey_customers", "stage")
                    .equals(Map.of("browse", HOSTILE, "cart", 7, "bought", 3)));
            ObjectNode given = new ObjectMapper().createObjectNode();
            given.put("chromium", Node.chromium().orElseThrow());
            given.put("address", tracker.address());
            given.put("intake", tracker.intakeAddress().orElseThrow());
            given.put("writeKey", "key-of-web");
            given.put("key", "operator-key-0123456789");
            given.put("hostile", HOSTILE);
            given.put("markup", MARKUP);
            Map<String, JsonNode> seen = new HashMap<>();
            Node.run("map.js", given).forEach(each -> seen.put(each.get("step").textValue(), each));
            theMapIsShown(seen.get("map"));
            itMoves(seen.get("live"));
            itConnectsAgain(seen.get("again"));
            assertThat(texts(seen.get("too many").get("followed")))
                    .as("followed by a page in front, while too many follow")
                    .containsExactly("?persona=deals");
            whatPeopleSayIsShownAndChanged(seen);
            theLinkOpensTheSameView(seen.get("link"));
            aDepartmentSeesItsStagesInFront(seen.get("department"));
            itIsReadOnAPhone(seen.get("phone"));
            allViewsMoveAndKeepTheFocus(seen);
            aSpanOfTimeIsTypedAndTold(seen);
            beforeAndAfterAreToldApart(seen.get("since"));
            everyMoveIsInTheFlow(seen.get("flow"));
            customersStandBehindCounts(seen);
            gapsAreToldAsTheyAre(seen.get("gaps"));
            twoMapsStandSideBySide(seen.get("compare"));
            everybodyCanUseIt(seen);
            new SavedFiles(seen, MARKUP, HOSTILE).holdTheNumbers();
            customersAreShownAsTheyAreWritten(seen);
            whatComesLateIsNotShown(seen.get("late"));
            JsonNode gone = seen.get("gone");
            assertThat(gone.get("refusals").intValue()).isEqualTo(1);
            assertThat(gone.get("address").textValue())
                    .contains("view=flow")
                    .as("of a version that is not there")
                    .doesNotContain("version");
            assertThat(gone.get("version").textValue()).isEmpty();
            aLargeMapIsPaintedSoon(seen.get("paint"));
            sevenStepsLeadToAPublishedMap(seen.get("steps"));
            for (String step : List.of(
                    "map",
                    "said",
                    "flow",
                    "behind",
                    "gaps",
                    "nameless",
                    "compare",
                    "customers",
                    "customer",
                    "steps",
                    "goes on")) {
                nothingRan(step, seen.get(step));
            }
            assertThat(seen.get("signed in").get("cookie").textValue())
                    .as("what scripts see of cookies")
                    .isEmpty();
            assertThat(seen.get("end").get("errors")).as("errors of the page").isEmpty();
            assertThat(seen.get("end").get("strangers"))
                    .as("asked of anybody else")
                    .isEmpty();
        }
    }

    /** All look, ten of whom are other people who take something, and three of these buy. */
    private static void customers(TrackerFixture world) {
        try (Traffic traffic = world.traffic()) {
            hostile().forEach(name -> traffic.send(name, "Viewed"));
            for (int i = 0; i < 10; i++) {
                traffic.send("u-" + i, "Viewed");
                traffic.send("u-" + i, "Added");
            }
            traffic.send("u-0", "Waved " + MARKUP);
            traffic.send("u-0", "Waved " + MARKUP);
            for (int i = 0; i < 3; i++) {
                traffic.send("u-" + i, "Ordered");
            }
            traffic.flush();
        }
    }

    /** One with each hostile text, as the topic has them. */
    private static void notes(TrackerFixture world) {
        try (var producer = new KafkaProducer<>(
                world.config().kafka().forProducer(), new StringSerializer(), new StringSerializer())) {
            for (String text : hostile()) {
                String id = UUID.randomUUID().toString();
                ObjectNode note = new ObjectMapper().createObjectNode();
                note.put("id", id).put("journey", "shop").put("version", 1).put("stage", "bought");
                note.put("text", text).put("author", text).put("written", "2026-03-02T10:00:00Z");
                producer.send(new ProducerRecord<>("journey-annotations", "note/shop/" + id, note.toString()));
            }
        }
    }

    private static void whatPeopleSayIsShownAndChanged(Map<String, JsonNode> seen) {
        JsonNode said = seen.get("said");
        assertThat(texts(said.get("notes"))).containsExactlyInAnyOrderElementsOf(hostile());
        assertThat(said.get("note").textValue()).isEqualTo("A note " + MARKUP);
        assertThat(texts(seen.get("opened").get("dearest")))
                .as("of all stages, by rank")
                .satisfiesExactly(first -> assertThat(first).startsWith("#1 "), second -> assertThat(second)
                        .startsWith("#2 "));
        assertThat(texts(seen.get("opened").get("lives")))
                .as("opened by keyboard, and by a click at what the map says")
                .containsExactlyInAnyOrder("Fees " + MARKUP, "The fee " + MARKUP);
        JsonNode elsewhere = seen.get("elsewhere");
        assertThat(elsewhere.get("life").textValue())
                .isEqualTo("◑ planned · Owner " + MARKUP + " · by 2026-12-31 · Deals " + MARKUP);
        assertThat(elsewhere.get("worth").textValue()).isEqualTo("0 visits lost × 12 = 0");
        assertThat(elsewhere.get("millis").intValue())
                .as("milliseconds from somebody else's change to the page")
                .isLessThan((int) Promised.millis(2_000));
        JsonNode conflict = seen.get("conflict");
        assertThat(conflict.get("told").textValue()).contains("somebody changed it meanwhile");
        assertThat(conflict.get("typed").textValue()).as("what was typed stays").isEqualTo("mine");
        JsonNode review = seen.get("review");
        assertThat(review.get("before").textValue()).startsWith("⚠ The review of this map was due on 2020-01-31");
        assertThat(review.get("after").textValue())
                .startsWith("Looked over on 20")
                .contains("by Ann " + MARKUP);
        assertThat(review.get("link").textValue())
                .contains("view=compare")
                .contains("version=1")
                .contains("from2=20");
        JsonNode undone = seen.get("undone");
        assertThat(undone.get("measured").textValue()).isEqualTo("✓ measured · Cleo · on 2026-01-15");
        assertThat(undone.get("asked").textValue()).startsWith("Take this note of ");
        assertThat(undone.get("kept").textValue())
                .as("what was typed before it was asked")
                .contains("A note " + MARKUP, " and more");
        assertThat(seen.get("without").get("notes").booleanValue())
                .as("the row of notes, where the link leaves it out")
                .isFalse();
    }

    private static void theMapIsShown(JsonNode map) {
        assertThat(map.get("title").textValue()).isEqualTo("Buying " + MARKUP);
        assertThat(texts(map.get("stages"))).containsExactly("Looks " + MARKUP, "Takes", "Buys");
        assertThat(texts(map.get("present"))).containsExactly("200", "7", "0");
        assertThat(map.get("curve").textValue()).contains("nothing felt yet, expected +0.50");
        assertThat(map.get("unmet").textValue()).endsWith("at any stage: ◆ Leaflet " + MARKUP);
        assertThat(map.get("ledger").textValue()).contains("223 visits began").contains("The ledger balances");
    }

    private static void itMoves(JsonNode live) {
        assertThat(live.get("status").intValue()).isEqualTo(200);
        assertThat(live.get("before").textValue()).isEqualTo("200");
        assertThat(live.get("after").textValue()).isEqualTo("201");
        assertThat(live.get("millis").intValue())
                .as("milliseconds from the event to the page")
                .isLessThan((int) Promised.millis(2_000));
        assertThat(live.get("focus").booleanValue()).as("the focus stays").isTrue();
        assertThat(live.get("left").intValue()).as("the stages stay scrolled").isEqualTo(15);
        assertThat(live.get("top").intValue()).as("the page stays scrolled").isEqualTo(120);
        assertThat(live.get("badge").textValue()).startsWith("● Live");
    }

    private static void theLinkOpensTheSameView(JsonNode link) {
        assertThat(link.get("persona").textValue()).isEqualTo("deals");
        assertThat(texts(link.get("shown"))).containsExactly("Customers", "How it feels");
        assertThat(texts(link.get("present"))).containsExactly("0", "0", "0");
        assertThat(link.get("dark").textValue()).isEqualTo("dark");
    }

    private static void aDepartmentSeesItsStagesInFront(JsonNode department) {
        assertThat(department.get("chosen").textValue()).isEqualTo("sales");
        assertThat(department.get("customers").toString()).as("the same map").isEqualTo("[true,true,true]");
        assertThat(department.get("touchpoints").toString())
                .as("its own stages with all there is")
                .isEqualTo("[false,true,false]");
    }

    private static void itIsReadOnAPhone(JsonNode phone) {
        assertThat(phone.get("wide")).hasSize(6).allSatisfy(wide -> assertThat(wide.intValue())
                .isLessThanOrEqualTo(380));
        assertThat(phone.get("legend").textValue())
                .as("what a stranger needs to know")
                .contains("an association, not a cause", "Dashed is what the map’s author expected");
    }

    private static void allViewsMoveAndKeepTheFocus(Map<String, JsonNode> seen) {
        assertThat(seen.get("risen").get("focus").textValue()).isEqualTo("c");
        JsonNode flow = seen.get("flow moves");
        assertThat(flow.get("millis").intValue())
                .as("milliseconds from the event to the flow")
                .isLessThan((int) Promised.millis(2_000));
        assertThat(flow.get("focus").textValue())
                .isEqualTo("4 visits that went from Takes to Buys: list the customers");
        assertThat(flow.get("left").intValue()).as("the picture stays scrolled").isEqualTo(15);
        assertThat(texts(flow.get("nodes"))).hasSize(3).allMatch(text -> text.endsWith(" here"));
        JsonNode customer = seen.get("goes on");
        assertThat(texts(customer.get("titles")))
                .as("their journeys, of which one is another than the page shows")
                .containsExactlyInAnyOrder("Buying " + MARKUP, "Second " + MARKUP + ", version 1");
        assertThat(customer.get("typed").textValue()).contains(" and half a name");
        JsonNode refused = seen.get("refused part");
        assertThat(texts(refused.get("unnamed"))).hasSize(1);
        assertThat(refused.get("focus").textValue()).isEqualTo("look-again");
        assertThat(seen.get("late").get("focus").textValue())
                .as("of who chose another order")
                .isEqualTo("sort");
    }

    private static void aSpanOfTimeIsTypedAndTold(Map<String, JsonNode> seen) {
        JsonNode typed = seen.get("typed");
        assertThat(typed.get("meanwhile").textValue()).doesNotContain("from=");
        assertThat(typed.get("after").textValue()).contains("from=2026-03-03").doesNotContain("to=");
        assertThat(typed.get("still").textValue()).isEqualTo("from-A");
        assertThat(typed.get("refused").textValue()).isEqualTo("Not taken: the day is before 1970-01-01.");
        assertThat(typed.get("there").booleanValue())
                .as("told by the comparison's own fields")
                .isTrue();
        JsonNode window = seen.get("window");
        assertThat(window.get("told").textValue()).isEqualTo("Only visits that began from 2026-03-03 · show all");
        assertThat(window.get("after").textValue()).doesNotContain("from=");
    }

    /** All came today, as the review did. */
    private static void beforeAndAfterAreToldApart(JsonNode since) {
        List<String> looks = texts(since.get("looks"));
        assertThat(looks.get(0)).isEqualTo("Visits");
        assertThat(Integer.parseInt(looks.get(1)) + Integer.parseInt(looks.get(2)))
                .as("visits before the day of the review, and since then")
                .isEqualTo(211);
    }

    private static void everyMoveIsInTheFlow(JsonNode flow) {
        assertThat(texts(flow.get("rows")))
                .containsExactly("Looks " + MARKUP + "→ Takes10100 %", "Takes→ Buys3100 %", "Buys✓ completed3100 %");
        assertThat(flow.get("address").textValue()).contains("view=flow");
        assertThat(flow.get("hidden").toString())
                .as("the choices that change nothing here")
                .isEqualTo("[true,true]");
    }

    private static void customersStandBehindCounts(Map<String, JsonNode> seen) {
        JsonNode behind = seen.get("behind");
        assertThat(behind.get("count").textValue())
                .isEqualTo("10 customers: 10 visits that went from Looks " + MARKUP + " to Takes");
        assertThat(texts(behind.get("customers")))
                .containsExactlyInAnyOrder("u-0", "u-1", "u-2", "u-3", "u-4", "u-5", "u-6", "u-7", "u-8", "u-9");
        assertThat(texts(behind.get("then"))).containsOnly("→ Takes");
        assertThat(behind.get("others").booleanValue())
                .as("some of the count are not known")
                .isFalse();
        assertThat(behind.get("address").textValue()).contains("view=customers", "stage=browse", "next=cart");
        JsonNode nameless = seen.get("nameless");
        assertThat(nameless.get("count").textValue()).isEqualTo("1 customer: 2 events Waved " + MARKUP);
        assertThat(texts(nameless.get("rows"))).containsExactly("u-02");
    }

    private static void itConnectsAgain(JsonNode again) {
        assertThat(again.get("away").textValue()).startsWith("⚠ Not connected");
        assertThat(again.get("back").textValue()).startsWith("● Live");
        assertThat(texts(again.get("heard")))
                .as("what a screen reader is told")
                .containsExactly("Not connected: the numbers stand still.", "Connected: the numbers are live.");
    }

    private static void gapsAreToldAsTheyAre(JsonNode gaps) {
        assertThat(texts(gaps.get("unnamed"))).containsExactly("Waved " + MARKUP + "2");
        assertThat(texts(gaps.get("never"))).containsExactly("Leaflet " + MARKUP + "no touchpoint matched its rule");
        assertThat(gaps.get("silences").intValue()).isEqualTo(10);
    }

    private static void twoMapsStandSideBySide(JsonNode compare) {
        assertThat(texts(compare.get("looks"))).containsExactly("Visits", "211", "0", "▼ −100 %");
        assertThat(compare.get("address").textValue()).contains("persona2=deals");
    }

    /** What axe finds of serious or critical kind: none of it. */
    private static void everybodyCanUseIt(Map<String, JsonNode> seen) {
        for (String view : List.of(
                "map",
                "form",
                "said",
                "flow",
                "behind",
                "compare",
                "gaps",
                "customers",
                "customer",
                "phone",
                "phone flow",
                "phone compare",
                "phone gaps",
                "phone customers",
                "phone customer",
                "step 1",
                "step 4",
                "step 7")) {
            assertThat(texts(seen.get("axe " + view).get("findings")))
                    .as("what stands in the way of some people: " + view)
                    .isEmpty();
        }
    }

    private static void customersAreShownAsTheyAreWritten(Map<String, JsonNode> seen) {
        assertThat(texts(seen.get("customers").get("hostile"))).containsAll(hostile());
        JsonNode customer = seen.get("customer");
        assertThat(customer.get("who")).isEqualTo(customer.get("link"));
        assertThat(texts(customer.get("steps"))).containsExactly("➤ Looks " + MARKUP, "· Takes", "· Buys");
        assertThat(customer.get("facts").textValue())
                .contains("Pain points hereSlow " + MARKUP)
                .as("what hurts another persona")
                .doesNotContain("Fees");
        assertThat(texts(customer.get("told"))).containsExactly("➤ entered: Looks " + MARKUP, "Viewed");
        JsonNode everywhere = seen.get("everywhere");
        assertThat(everywhere.get("version").textValue()).isEmpty();
        assertThat(everywhere.get("persona").textValue()).isEmpty();
        assertThat(texts(everywhere.get("chosen"))).as("anywhere").contains("*");
    }

    /** 100 are promised, to the letter where nothing but the application runs besides; with room where other tests do, too. */
    private static final int SLOWEST_PAINT_MILLIS = Sizes.choose(2_000, 100);

    private static final int SLOWEST_EVERYWHERE_MILLIS = (int) Promised.millis(2_000);

    private static void aLargeMapIsPaintedSoon(JsonNode paint) {
        Measurements.record("An update of a large map in the browser", """
                50 stages, 200 touchpoints, every number another one; medians of 9 updates, Chromium without a graphics card, on the processors that run the application besides:

                | ms | what |
                |---|---|
                | %.0f | from the event until the columns in sight are painted |
                | %.0f | until every column has it |
                | %.0f | of that the scripts, %.0f styles, %.0f layout |
                """.formatted(
                        paint.get("millis").doubleValue(),
                        paint.get("everywhere").doubleValue(),
                        paint.get("script").doubleValue(),
                        paint.get("style").doubleValue(),
                        paint.get("layout").doubleValue()));
        assertThat(paint.get("stages").intValue()).isEqualTo(50);
        assertThat(paint.get("first").textValue()).as("painted").isEqualTo("109");
        assertThat(paint.get("shown").textValue())
                .as("the last one, out of sight")
                .isEqualTo("158");
        assertThat(paint.get("millis").doubleValue())
                .as("milliseconds until an update of 50 stages and 200 touchpoints is painted")
                .isLessThan(SLOWEST_PAINT_MILLIS);
        assertThat(paint.get("everywhere").doubleValue())
                .as("milliseconds until columns out of sight have it")
                .isLessThan(SLOWEST_EVERYWHERE_MILLIS);
    }

    private static void sevenStepsLeadToAPublishedMap(JsonNode steps) {
        assertThat(steps.at("/refused/findings").textValue())
                .contains("✗ journey")
                .contains("expected");
        assertThat(steps.at("/refused/way").textValue()).contains("1. Targets ✗ 1");
        assertThat(texts(steps.get("proposed"))).hasSizeGreaterThan(1).anyMatch(each -> each.contains("Viewed"));
        assertThat(steps.at("/tried/stages")).hasSameSizeAs(steps.get("proposed"));
        assertThat(steps.at("/tried/about").textValue()).contains("touchpoints from");
        // All that ever came, and the one who comes while the page is looked at.
        assertThat(steps.at("/tried/customers").textValue()).isEqualTo("211");
        assertThat(steps.get("focused").toString())
                .as("where somebody stands who moves a stage")
                .isEqualTo("[1,0]");
        assertThat(steps.get("standing").textValue()).contains("Published second-shop version 1; it is active");
        assertThat(steps.get("wide").intValue()).as("width on a phone").isLessThanOrEqualTo(360);
        JourneyDefinition map = new MapReader(LocalDate.EPOCH)
                .read(steps.get("yaml").textValue(), "map")
                .orThrow();
        assertThat(map.title()).isEqualTo("Second " + MARKUP);
        assertThat(map.personas().get(0).frustrations()).containsExactly("surprise fees", "queues");
        assertThat(map.touchpoints().get(0).momentOfTruth()).isTrue();
        assertThat(map.touchpoints().get(0).expectedEmotion()).hasValue(0.5);
        assertThat(map.stages()).hasSameSizeAs(steps.get("proposed"));
    }

    private static void whatComesLateIsNotShown(JsonNode late) {
        assertThat(late.get("sorted").textValue())
                .as("the order that was chosen last")
                .isEqualTo("silence");
        assertThat(late.get("stages").intValue()).as("stages of the map").isEqualTo(3);
        assertThat(late.get("tables").intValue()).as("lists over the map").isZero();
    }

    private static void nothingRan(String step, JsonNode seen) {
        assertThat(seen.get("hit").textValue()).as(step + ": what ran").isEmpty();
        assertThat(seen.get("violations"))
                .as(step + ": what the browser had to stop")
                .isEmpty();
        assertThat(seen.get("scripts").intValue()).as(step + ": scripts").isEqualTo(1);
        assertThat(seen.get("planted").intValue())
                .as(step + ": planted elements")
                .isZero();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.textValue()));
        return texts;
    }
}
