package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.journeytracker.schema.Touchpoint;
import io.journeytracker.sdk.SdkScene.Delivery;
import io.journeytracker.sdk.SdkScene.Weather;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pages of another origin send, in a real browser, with the clients that sites use already, unmodified. */
@Tag("sdk")
class BrowserSdksTest {

    private static final String REFERRER = "http://news.example/";

    private static SdkScene scene;

    @BeforeAll
    static void start() {
        assumeTrue(Node.missing().isEmpty(), () -> Node.missing().orElse(""));
        assumeTrue(Node.chromium().isPresent(), "no Chromium here: install chromium");
        Node.install();
        scene = new SdkScene(List.of("segment", "rudderstack", "snowplow", "posthog", "jitsu"));
    }

    @AfterAll
    static void end() {
        if (scene != null) {
            scene.close();
        }
    }

    private static URI page(Delivery delivery) {
        return URI.create(delivery.told(0).path("page").asText());
    }

    private static String origin(Delivery delivery) {
        return "http://" + page(delivery).getAuthority();
    }

    /** What every message says of its page and its device. */
    private static Map<String, Object> onPage(Delivery delivery) {
        return Map.of(
                "page_url", page(delivery).toString(),
                "page_host", "127.0.0.1",
                "page_path", page(delivery).getPath(),
                "page_title", "Bears",
                "referrer", REFERRER,
                "referrer_host", "news.example",
                "utm_source", "mail",
                "utm_medium", "email",
                "device", "desktop",
                "locale", "de-CH");
    }

    /** The message that the page has told of, the first being 1. */
    private static Expected message(Delivery delivery, int index, String event) {
        return delivery.named(event, index).channel("web").with(onPage(delivery));
    }

    /** That the browser asked before it sent, from the page's origin, and reached nobody else. */
    private static void askedFirst(Delivery delivery, String... headers) {
        assertThat(delivery.preflights()).isNotEmpty().allSatisfy(asked -> {
            assertThat(asked.status()).isEqualTo(204);
            assertThat(asked.header("Origin")).isEqualTo(origin(delivery));
        });
        assertThat(delivery.preflights().map(asked -> asked.header("Access-Control-Request-Headers")))
                .anySatisfy(asked -> assertThat(asked.split(",")).contains(headers));
        reachedNobodyElse(delivery);
    }

    private static void reachedNobodyElse(Delivery delivery) {
        assertThat(delivery.posts())
                .allSatisfy(sent -> assertThat(sent.header("Origin")).isEqualTo(origin(delivery)));
        assertThat(delivery.told()).noneMatch(told -> told.has("stranger"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIR", "FOUL"})
    void segmentsClientForBrowsers(Weather weather) {
        Visit visit = Visit.begun();
        Delivery delivery = scene.browse("segment", weather, visit.json(), 6);
        delivery.isExactly(
                weather,
                message(delivery, 1, "Page Viewed")
                        .anonymous(visit.anonymousId())
                        // Sent again after identify, it says by then whose it is.
                        .user(weather == Weather.FOUL ? visit.userId() : null)
                        .channel("e-mail")
                        .communication()
                        .with(Visit.PAGE)
                        .with(Map.of("name", "Bears", "category", "toys", "title", "Bears"))
                        .with(Map.of(
                                "url",
                                page(delivery).toString(),
                                "path",
                                page(delivery).getPath()))
                        .with(Map.of("search", "?" + page(delivery).getQuery())),
                message(delivery, 2, "User Identified")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .traits(Visit.TRAITS),
                message(delivery, 3, "Order Completed")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .worth(49.5, "EUR")
                        .felt(0.75, "so soft")
                        .with(Visit.ORDER),
                message(delivery, 4, "Group Joined")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .with(Visit.COMPANY)
                        .with(Map.of("group_id", Visit.GROUP)),
                message(delivery, 5, "User Aliased")
                        .anonymous(visit.anonymousId())
                        // The client puts the user that it knows in place of the one that alias names.
                        .user(visit.userId())
                        .previous(visit.userId()),
                message(delivery, 6, "Screen Viewed")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .channel("app")
                        .with(Visit.PAGE)
                        .with(Map.of("name", "Basket", "category", "toys")));
        askedFirst(delivery, "authorization");
        if (weather == Weather.FOUL) {
            askedFirst(delivery, "x-retry-count");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIR", "FOUL"})
    void rudderStacksClientForBrowsers(Weather weather) {
        Visit visit = Visit.begun();
        Delivery delivery = scene.browse("rudderstack", weather, visit.json(), 5);
        delivery.isExactly(
                weather,
                rudder(delivery, 1, "Page Viewed")
                        .anonymous(visit.anonymousId())
                        .channel("e-mail")
                        .communication()
                        .with(Visit.PAGE)
                        .with(Map.of("name", "Bears", "category", "toys", "title", "Bears"))
                        .with(Map.of(
                                "url",
                                page(delivery).toString(),
                                "path",
                                page(delivery).getPath()))
                        .with(Map.of("search", "?" + page(delivery).getQuery()))
                        .with(Map.of("tab_url", page(delivery).toString()))
                        .with(Map.of("initial_referrer", REFERRER, "initial_referring_domain", "news.example"))
                        .with(Map.of("referring_domain", "news.example")),
                rudder(delivery, 2, "User Identified")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .traits(Visit.TRAITS),
                rudder(delivery, 3, "Order Completed")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .worth(49.5, "EUR")
                        .felt(0.75, "so soft")
                        .with(Visit.ORDER)
                        .traits(Visit.TRAITS),
                rudder(delivery, 4, "Group Joined")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .with(Visit.COMPANY)
                        .with(Map.of("group_id", Visit.GROUP))
                        .traits(Visit.TRAITS),
                rudder(delivery, 5, "User Aliased")
                        .anonymous(visit.anonymousId())
                        .user("u-new")
                        .previous(visit.userId())
                        .traits(Visit.TRAITS));
        askedFirst(delivery, "anonymousid", "authorization", "content-type", "sentat");
        if (weather == Weather.FOUL) {
            askedFirst(delivery, "rsa-retry-attempt");
        }
    }

    private static Expected rudder(Delivery delivery, int index, String event) {
        return message(delivery, index, event)
                .with(Map.of("session_id", delivery.told(index).path("session").asText()));
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIR", "FOUL"})
    void snowplowsTrackerForBrowsers(Weather weather) {
        Visit visit = Visit.begun();
        Delivery delivery = scene.browse("snowplow", weather, visit.json(), 3);
        delivery.isExactly(
                weather,
                snowplow(delivery, 1, "Page Viewed")
                        .channel("e-mail")
                        .communication()
                        .with(Map.of("name", "Bears")),
                snowplow(delivery, 2, "Order Completed")
                        .user(visit.userId())
                        .worth(49.5, "EUR")
                        .felt(0.75, "so soft")
                        .with(Visit.ORDER)
                        .without("page_title"),
                snowplow(delivery, 3, "Product Added")
                        .user(visit.userId())
                        .worth(3)
                        .with(Map.of("category", "toys", "label", "bear", "property", "brown", "value", 3L))
                        .without("page_title"));
        askedFirst(delivery, "content-type");
    }

    private static Expected snowplow(Delivery delivery, int index, String event) {
        return rudder(delivery, index, event)
                .anonymous(delivery.told(index).path("anonymousId").asText());
    }

    /** Its bodies are plain text to the browser, which therefore does not ask first. */
    @ParameterizedTest
    @EnumSource(names = {"FAIR", "ROUGH"})
    void postHogsClientForBrowsers(Weather weather) {
        Visit visit = Visit.begun();
        Delivery delivery = scene.browse("posthog", weather, visit.json(), 5);
        delivery.isExactly(weather, postHog(visit, delivery));
        assertThat(delivery.preflights()).isEmpty();
        reachedNobodyElse(delivery);
    }

    /** The client gives up what is answered with a 4xx, 429 too: the first request is lost, the others are not. */
    @Test
    void postHogsClientForBrowsersTakes429ForALastWord() {
        Visit visit = Visit.begun();
        Delivery delivery = scene.browse("posthog", Weather.CROWDED, visit.json(), 4);

        assertThat(delivery.touchpoints())
                .extracting(Touchpoint::getEvent)
                .containsExactlyInAnyOrder("Page Viewed", "Order Completed", "Group Joined", "User Aliased");
    }

    private static List<Expected> postHog(Visit visit, Delivery delivery) {
        return List.of(
                postHog(visit, delivery, 1, "Page Viewed")
                        .channel("e-mail")
                        .communication()
                        .with(Map.of("name", "Bears", "page_title", "Bears")),
                postHog(visit, delivery, 2, "User Identified")
                        .user(visit.userId())
                        .traits(Visit.TRAITS),
                postHog(visit, delivery, 3, "Order Completed")
                        .user(visit.userId())
                        .worth(49.5, "EUR")
                        .felt(0.75, "so soft")
                        .with(Visit.ORDER),
                postHog(visit, delivery, 4, "Group Joined")
                        .user(visit.userId())
                        .with(Visit.COMPANY)
                        .with(Map.of("group_id", Visit.GROUP, "group_type", "company")),
                postHog(visit, delivery, 5, "User Aliased")
                        .user(visit.userId())
                        .previous("u-new")
                        .with(Map.of("group_id", Visit.GROUP)));
    }

    private static Expected postHog(Visit visit, Delivery delivery, int index, String event) {
        return rudder(delivery, index, event).without("page_title").anonymous(visit.anonymousId());
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIR", "FOUL"})
    void jitsusClientForBrowsers(Weather weather) {
        Visit visit = Visit.begun();
        Delivery delivery = scene.browse("jitsu", weather, visit.json(), weather == Weather.FAIR ? 4 : 2);
        List<Expected> all = List.of(
                message(delivery, 1, "Page Viewed")
                        .anonymous(visit.anonymousId())
                        .channel("e-mail")
                        .communication()
                        .with(Visit.PAGE)
                        .with(Map.of("name", "Bears", "title", "Bears", "hash", ""))
                        .with(Map.of(
                                "url",
                                page(delivery).toString(),
                                "path",
                                page(delivery).getPath()))
                        .with(Map.of("search", "?" + page(delivery).getQuery()))
                        .with(Map.of("width", 800L, "height", 600L)),
                message(delivery, 2, "User Identified")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .traits(Visit.TRAITS),
                message(delivery, 3, "Order Completed")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .worth(49.5, "EUR")
                        .with(Visit.ORDER)
                        .traits(Visit.TRAITS),
                message(delivery, 4, "Group Joined")
                        .anonymous(visit.anonymousId())
                        .user(visit.userId())
                        .with(Visit.COMPANY)
                        .with(Map.of("group_id", Visit.GROUP)));
        // The client sends once, what is refused is lost. What got no answer Chromium itself sends again.
        delivery.isExactly(weather, weather == Weather.FAIR ? all : all.subList(2, 4));
        askedFirst(delivery, "content-type", "x-write-key");
    }

    @Test
    void aPageOfAnotherOriginThanTheAllowedOnesSendsNothing() {
        Delivery delivery = scene.browseUnwanted("snowplow", Visit.begun().json());

        assertThat(delivery.preflights()).isNotEmpty();
        assertThat(delivery.posts()).isEmpty();
    }
}
