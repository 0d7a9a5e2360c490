package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.sdk.SdkScene.Delivery;
import io.journeytracker.sdk.SdkScene.Weather;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers send with the clients that they use already, unmodified, arrives as it was sent. */
@Tag("sdk")
class ServerSdksTest {

    private static final Map<String, Object> PAGE_CONTEXT = Map.of(
            "page_url", "https://shop.example/bears?utm_source=mail&utm_medium=email",
            "page_host", "shop.example",
            "page_path", "/bears",
            "page_title", "Bears",
            "referrer", "http://news.example/",
            "referrer_host", "news.example",
            "utm_source", "mail",
            "utm_medium", "email");

    private static SdkScene scene;

    @BeforeAll
    static void start() {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        Node.install();
        scene = new SdkScene(List.of(
                "segment",
                "segment-6",
                "rudderstack",
                "cloudevents",
                "cloudevents-once",
                "snowplow",
                "posthog",
                "jitsu"));
    }

    @AfterAll
    static void end() {
        if (scene != null) {
            scene.close();
        }
    }

    private static Delivery send(String client, Weather weather, Visit visit) {
        return scene.send(client, client, weather, visit.json());
    }

    /** What Segment's calls say, which RudderStack's say as well. */
    private static List<Expected> calls(Visit visit) {
        return List.of(
                pageOf(visit).with(Map.of("name", "Bears", "category", "toys", "locale", "de-CH")),
                Expected.event("User Identified")
                        .id(visit.ids().get(1))
                        .at(visit.times().get(1))
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .traits(Visit.TRAITS),
                orderOf(visit, 2).felt(0.75, "so soft"),
                Expected.event("Screen Viewed")
                        .id(visit.ids().get(3))
                        .at(visit.times().get(3))
                        .user(visit.userId())
                        .channel("app")
                        .with(Visit.PAGE)
                        .with(Map.of("name", "Basket")),
                Expected.event("Group Joined")
                        .id(visit.ids().get(4))
                        .at(visit.times().get(4))
                        .user(visit.userId())
                        .with(Visit.COMPANY)
                        .with(Map.of("group_id", Visit.GROUP)),
                Expected.event("User Aliased")
                        .id(visit.ids().get(5))
                        .at(visit.times().get(5))
                        .user(visit.userId())
                        .previous(visit.anonymousId()));
    }

    private static Expected pageOf(Visit visit) {
        return Expected.event("Page Viewed")
                .id(visit.ids().get(0))
                .at(visit.times().get(0))
                .anonymous(visit.anonymousId())
                .channel("e-mail")
                .communication()
                .with(Visit.PAGE)
                .with(PAGE_CONTEXT);
    }

    private static Expected orderOf(Visit visit, int index) {
        return Expected.event("Order Completed")
                .id(visit.ids().get(index))
                .at(visit.times().get(index))
                .user(visit.userId())
                .worth(49.5, "EUR")
                .with(Visit.ORDER);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIR", "FOUL"})
    void segmentsClientForNode(Weather weather) {
        Visit visit = Visit.begun();
        send("segment", weather, visit).isExactly(weather, calls(visit));
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIR", "FOUL"})
    void segmentsOlderClientForNode(Weather weather) {
        Visit visit = Visit.begun();
        send("segment-6", weather, visit).isExactly(weather, calls(visit));
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIR", "FOUL"})
    void rudderStacksClientForNode(Weather weather) {
        Visit visit = Visit.begun();
        send("rudderstack", weather, visit).isExactly(weather, calls(visit));
    }

    private static List<Expected> cloudEvents(Visit visit) {
        Map<String, Object> till = Map.of("ce_source", "/shop/till");
        return List.of(
                Expected.event("Product Viewed")
                        .id("/shop/till " + visit.ids().get(0))
                        .at(visit.times().get(0))
                        .anonymous(visit.anonymousId())
                        .with(Visit.PAGE)
                        .with(till)
                        .with(Map.of("campaignname", "Grüße")),
                orderOf(visit, 1).id("/shop/till " + visit.ids().get(1)).with(till),
                Expected.event("Support Called")
                        .id("/shop/till " + visit.ids().get(2))
                        .at(visit.times().get(2))
                        .user(visit.userId())
                        .felt(0.75, "so soft")
                        .traits(Visit.TRAITS)
                        .with(till),
                cloudEventOfPage(visit, 3, "Product Added").with(till),
                cloudEventOfPage(visit, 4, "Checkout Started").with(till));
    }

    private static Expected cloudEventOfPage(Visit visit, int index, String event) {
        return Expected.event(event)
                .id("/shop/till " + visit.ids().get(index))
                .at(visit.times().get(index))
                .user(visit.userId())
                .with(Visit.PAGE);
    }

    @Test
    void cloudEventsInBinaryStructuredAndBatchedMode() {
        Visit visit = Visit.begun();
        send("cloudevents", Weather.FAIR, visit).isExactly(Weather.FAIR, cloudEvents(visit));
    }

    @Test
    void cloudEventsWithATransportThatTriesAgain() {
        Visit visit = Visit.begun();
        ObjectNode given = visit.json().put("untilTaken", true);
        scene.send("cloudevents", "cloudevents", Weather.FOUL, given).isExactly(Weather.FOUL, cloudEvents(visit));
    }

    /** The client's own transport looks at no status, so that 500 and 429 are successes to it. */
    @Test
    void cloudEventsOwnTransportSendsOnce() {
        Visit visit = Visit.begun();
        Delivery delivery = scene.send("cloudevents-once", "cloudevents", Weather.FOUL, visit.json());

        assertThat(delivery.told())
                .extracting(told -> told.path("success").asBoolean())
                .containsExactly(true, true, false);
        List<Expected> third = cloudEvents(visit).subList(2, 5);
        assertThat(delivery.touchpoints())
                .extracting(Touchpoint::getMessageId)
                .containsExactlyInAnyOrderElementsOf(
                        third.stream().map(one -> one.of("").getMessageId()).toList());
    }

    /** Who it is about comes with every event; ids and the order of sending are the tracker's. */
    @ParameterizedTest
    @EnumSource(names = {"FAIR", "FOUL"})
    void snowplowsTrackerForNode(Weather weather) {
        Visit visit = Visit.begun();
        Delivery delivery = send("snowplow", weather, visit);
        Map<String, Object> locale = Map.of("locale", "de");
        delivery.isExactly(
                weather,
                snowplow(visit, delivery, 0, "Page Viewed")
                        .channel("e-mail")
                        .communication()
                        .with(PAGE_CONTEXT)
                        .with(Map.of("name", "Bears"))
                        .with(locale),
                snowplow(visit, delivery, 1, "Order Completed")
                        .worth(49.5, "EUR")
                        .felt(0.75, "so soft")
                        .with(Visit.ORDER)
                        .with(locale),
                snowplow(visit, delivery, 2, "Product Added")
                        .with(Map.of("category", "toys", "label", "bear", "property", "brown", "value", 3L))
                        .worth(3)
                        .with(locale),
                snowplow(visit, delivery, 3, "Screen Viewed")
                        .channel("app")
                        .with(Map.of("name", "Basket", "id", "s-1"))
                        .with(locale));
    }

    private static Expected snowplow(Visit visit, Delivery delivery, int index, String event) {
        return Expected.event(event)
                .id(delivery.told(index).path("messageId").asText())
                .at(visit.times().get(index))
                .anonymous(visit.anonymousId())
                .user(visit.userId());
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIR", "FOUL"})
    void postHogsClientForNode(Weather weather) {
        Visit visit = Visit.begun();
        Delivery delivery = send("posthog", weather, visit);
        Map<String, JsonNode> told = new HashMap<>();
        delivery.told().forEach(event -> told.put(event.path("event").asText(), event));
        delivery.isExactly(
                weather,
                pageOf(visit).with(Map.of("name", "Bears")),
                orderOf(visit, 1).felt(0.75, "so soft").traits(Visit.TRAITS).with(Map.of("group_id", Visit.GROUP)),
                postHog(visit, told, "$identify", "User Identified").traits(Visit.TRAITS),
                postHog(visit, told, "$create_alias", "User Aliased").previous(visit.anonymousId()),
                postHog(visit, told, "$groupidentify", "Group Joined")
                        .with(Visit.COMPANY)
                        .with(Map.of("group_id", Visit.GROUP, "group_type", "company")));
    }

    private static Expected postHog(Visit visit, Map<String, JsonNode> told, String theirs, String ours) {
        JsonNode event = told.get(theirs);
        return Expected.event(ours)
                .id(event.path("messageId").asText())
                .at(Instant.parse(event.path("time").asText()))
                .user(visit.userId());
    }

    /** The client chooses ids and times. */
    private static List<Expected> jitsu(Visit visit, Delivery delivery) {
        return List.of(
                delivery.named("Page Viewed", 0)
                        .anonymous(visit.anonymousId())
                        .channel("web")
                        .with(Visit.PAGE)
                        .with(Map.of("name", "Bears")),
                delivery.named("User Identified", 1)
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .traits(Visit.TRAITS),
                delivery.named("Order Completed", 2)
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .worth(49.5, "EUR")
                        .with(Visit.ORDER)
                        .traits(Visit.TRAITS),
                delivery.named("Group Joined", 3)
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .with(Visit.COMPANY)
                        .with(Map.of("group_id", Visit.GROUP)));
    }

    @Test
    void jitsusClientForNode() {
        Visit visit = Visit.begun();
        Delivery delivery = send("jitsu", Weather.FAIR, visit);
        delivery.isExactly(Weather.FAIR, jitsu(visit, delivery));
    }

    /** The client sends once: the first two are lost, and the third, whose answer was, is not doubled. */
    @Test
    void jitsusClientSendsOnce() {
        Visit visit = Visit.begun();
        Delivery delivery = send("jitsu", Weather.FOUL, visit);
        delivery.isExactly(Weather.FAIR, jitsu(visit, delivery).subList(2, 4));
    }
}
