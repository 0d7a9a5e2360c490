package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.CustomerStatus;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.Score;
import io.journeytracker.schema.ScoreKind;
import io.journeytracker.stream.RecordTime;
import io.journeytracker.testing.TestMaps;
import io.journeytracker.testing.TopologyFixture;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology from touchpoints to alerts, without a broker. */
class TopologyTest {

    @TempDir
    Path stateDir;

    private TopologyFixture shop;

    @BeforeEach
    void start() {
        shop = new TopologyFixture(JourneyCatalog.of(List.of(TestMaps.shop(1))), stateDir);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void a_customer_who_goes_silent_in_the_cart_stalls_by_ticks_alone() {
        shop.send("ann", "Viewed", 0);
        shop.send("ann", "Added", 5);
        shop.tick(35);
        assertThat(shop.told()).containsExactly("ENTERED browse", "ADVANCED cart");
        assertThat(shop.alerts()).isEmpty();

        shop.tickMillis(35_001);

        assertThat(shop.told()).containsExactly("STALLED cart");
        JourneyAlert alert = shop.alerts().get(0);
        assertThat(alert.getKind()).isEqualTo(AlertKind.STALL);
        assertThat(alert.getState()).isEqualTo(AlertState.RAISED);
        assertThat(alert.getSeverity()).isEqualTo("critical");
        assertThat(alert.getOwner()).isEqualTo("cart-team");
        assertThat(alert.getDue() - alert.getSince()).isEqualTo(30_000);
        assertThat(alert.getReplay()).isFalse();
    }

    @Test
    void the_next_touchpoint_resolves_the_stall_under_the_same_alert_id() {
        shop.send("ann", "Added", 0);
        shop.tick(40);
        shop.send("ann", "Viewed", 50);
        List<JourneyAlert> alerts = shop.alerts();
        assertThat(alerts).extracting(JourneyAlert::getState).containsExactly(AlertState.RAISED, AlertState.RESOLVED);
        assertThat(alerts.get(0).getId()).isEqualTo(alerts.get(1).getId()).hasSize(32);
    }

    @Test
    void silence_becomes_churn_and_a_return_resolves_it() {
        shop.send("ann", "Added", 0);
        shop.tick(400);
        shop.send("ann", "Viewed", 500);
        assertThat(shop.told())
                .containsExactly("ENTERED cart", "STALLED cart", "SUPERSEDED cart", "CHURNED cart", "RETURNED cart");
        assertThat(shop.alerts())
                .extracting(JourneyAlert::getKind, JourneyAlert::getState)
                .containsExactly(
                        tuple(AlertKind.STALL, AlertState.RAISED),
                        tuple(AlertKind.STALL, AlertState.RESOLVED),
                        tuple(AlertKind.CHURN, AlertState.RAISED),
                        tuple(AlertKind.CHURN, AlertState.RESOLVED));
    }

    @Test
    void a_touchpoint_that_comes_late_retracts_the_stall_that_never_was() {
        shop.send("ann", "Added", 0);
        shop.tick(40);
        shop.send("ann", "Viewed", 20);
        assertThat(shop.told()).containsExactly("ENTERED cart", "STALLED cart", "-STALLED cart");
        assertThat(shop.alerts())
                .extracting(JourneyAlert::getState)
                .containsExactly(AlertState.RAISED, AlertState.RETRACTED);
        shop.tick(60);
        assertThat(shop.told()).containsExactly("STALLED cart");
    }

    @Test
    void a_duplicate_changes_nothing() {
        shop.send("ann", "Added", 0);
        shop.send("ann", "Added", 0);
        assertThat(shop.told()).containsExactly("ENTERED cart");
        assertThat(shop.deadLetters()).isEmpty();
    }

    @Test
    void one_message_id_of_two_sources_is_two_touchpoints() {
        shop.send(shop.touchpoint("ann", "Viewed", 0).setMessageId("1").setSource("web"));
        shop.send(shop.touchpoint("ann", "Added", 5).setMessageId("1").setSource("till"));
        shop.send(shop.touchpoint("ann", "Ordered", 9).setMessageId("1").setSource("web"));
        assertThat(shop.told()).containsExactly("ENTERED browse", "ADVANCED cart");
    }

    @Test
    void what_changes_nothing_is_counted_by_its_source_where_that_is_configured() {
        shop.meters.nameSources("web-shop"::equals);
        for (String source : List.of("web-shop", "a producer's", "another's")) {
            for (int times = 0; times < 2; times++) {
                shop.send(shop.touchpoint("ann", "Viewed", 1).setSource(source).setMessageId("one"));
            }
        }
        assertThat(shop.metrics.find("journey.touchpoints.set.aside").counters())
                .extracting(counter -> counter.getId().getTag("source"), counter -> counter.count())
                .containsExactlyInAnyOrder(tuple("web-shop", 1.0), tuple("other", 2.0));
    }

    @Test
    void the_snapshot_says_where_the_customer_is() {
        shop.send("ann", "Viewed", 0);
        shop.send("ann", "Added", 5);
        shop.tick(60);
        var last = shop.customers().get(2);
        assertThat(last.key()).isEqualTo("ann");
        var journey = last.value().getJourneys().get(0);
        assertThat(journey.getStage()).isEqualTo("cart");
        assertThat(journey.getStatus()).isEqualTo(CustomerStatus.STALLED);
        assertThat(journey.getVisited()).containsExactly("browse", "cart");
    }

    @Test
    void a_late_touchpoint_is_kept_in_the_dead_letters() {
        shop.send("ann", "Viewed", 0);
        shop.send("ann", "Added", 10_000);
        shop.send("ann", "Viewed", 20_000);
        shop.send("ann", "Added", 5);
        assertThat(reasons()).containsExactly("late");
    }

    @Test
    void bytes_that_are_no_touchpoint_go_to_the_dead_letters_and_the_stream_goes_on() {
        byte[] nonsense = "not avro".getBytes(StandardCharsets.UTF_8);
        shop.sendBytes(nonsense);
        shop.send("ann", "Viewed", 0);
        List<TestRecord<byte[], byte[]>> letters = shop.deadLetters();
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).value()).isEqualTo(nonsense);
        assertThat(new String(
                        letters.get(0).headers().lastHeader(Headers.DEAD_REASON).value(), StandardCharsets.UTF_8))
                .isEqualTo("undecodable");
        assertThat(shop.told()).containsExactly("ENTERED browse");
    }

    @Test
    void impossible_times_and_missing_identities_are_dead_letters() {
        shop.send(shop.touchpoint("ann", "Viewed", 0).setTime(Long.MAX_VALUE));
        shop.send(shop.touchpoint("ann", "Viewed", 0).setUserId(null));
        shop.send(shop.touchpoint("ann", " ", 0));
        assertThat(reasons()).containsExactly("impossible-time", "no-identity", "invalid");
    }

    @Test
    void a_touchpoint_of_which_nobody_says_when_it_was_received_is_a_dead_letter() {
        shop.sendRecord(new TestRecord<>(
                "ann".getBytes(StandardCharsets.UTF_8),
                shop.bytes(
                        shop.touchpoint("ann", "Viewed", 0).setReceivedAt(null).build()),
                new RecordHeaders(),
                Instant.ofEpochMilli(RecordTime.NONE)));
        shop.send(shop.touchpoint("bob", "Viewed", 0).setReceivedAt(null));
        assertThat(shop.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.headers().lastHeader(Headers.DEAD_REASON).value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("impossible-time");
            assertThat(letter.timestamp())
                    .as("of 1970 a topic that keeps letters for a time would drop it at once")
                    .isGreaterThan(RecordTime.NONE);
        });
        assertThat(shop.told()).containsExactly("ENTERED browse");
    }

    @Test
    void more_properties_than_a_touchpoint_may_have_are_a_dead_letter() {
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            properties.put("property-" + i, "value");
        }
        shop.send(shop.touchpoint("ann", "Viewed", 0).setProperties(Map.copyOf(properties)));
        shop.send(shop.touchpoint("bea", "Viewed", 0).setTraits(Map.copyOf(properties)));
        properties.put("one more", "value");
        shop.send(shop.touchpoint("bob", "Viewed", 0).setProperties(properties));
        shop.send(shop.touchpoint("cid", "Viewed", 0).setTraits(properties));
        assertThat(shop.told()).containsExactly("ENTERED browse", "ENTERED browse");
        assertThat(reasons()).containsExactly("invalid", "invalid");
    }

    @Test
    void texts_that_are_longer_than_a_touchpoint_may_have_are_dead_letters() {
        shop.send(shop.touchpoint("ann", "e".repeat(256), 0)
                .setMessageId("m".repeat(512))
                .setComment("c".repeat(2_000)));
        assertThat(reasons()).isEmpty();
        assertThat(shop.told()).containsExactly("ENTERED none");
        shop.send(shop.touchpoint("ann", "e".repeat(257), 0).setMessageId("1"));
        shop.send(shop.touchpoint("ann", "Viewed", 0).setMessageId("m".repeat(513)));
        shop.send(shop.touchpoint("ann", "Viewed", 0).setMessageId("2").setComment("c".repeat(2_001)));
        shop.send(shop.touchpoint("u".repeat(513), "Viewed", 0));
        assertThat(shop.told()).isEmpty();
        assertThat(reasons()).containsExactly("invalid", "invalid", "invalid", "invalid");
    }

    @Test
    void more_identifiers_than_a_touchpoint_may_have_are_a_dead_letter() {
        Map<String, String> identifiers = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            identifiers.put("kind-" + i, "value");
        }
        shop.send(shop.touchpoint("ann", "Viewed", 0).setIdentifiers(Map.copyOf(identifiers)));
        identifiers.put("one-more", "value");
        shop.send(shop.touchpoint("bob", "Viewed", 0).setIdentifiers(identifiers));
        assertThat(shop.told()).containsExactly("ENTERED browse");
        assertThat(reasons()).containsExactly("invalid");
    }

    private List<String> reasons() {
        return shop.deadLetters().stream()
                .map(r -> new String(r.headers().lastHeader(Headers.DEAD_REASON).value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void a_device_with_a_fast_clock_is_set_to_its_time_of_receipt() {
        long receipt = TopologyFixture.START.toEpochMilli();
        shop.send(shop.touchpoint("ann", "Added", 86_400).setReceivedAt(receipt));
        shop.tick(31);
        assertThat(shop.told()).containsExactly("ENTERED cart", "STALLED cart");
        assertThat(shop.metrics.counter("journey.touchpoints.clamped").count()).isEqualTo(1);
    }

    @Test
    void alerts_out_of_a_back_fill_say_so_in_a_header() {
        RecordHeaders headers = new RecordHeaders();
        headers.add(
                Headers.REPLAY_UNTIL,
                HeaderLong.bytes(TopologyFixture.START.plusSeconds(60).toEpochMilli()));
        shop.sendRecord(new TestRecord<>(
                null, shop.bytes(shop.touchpoint("ann", "Added", 0).build()), headers, TopologyFixture.START));
        shop.tick(40);
        var record = shop.alertRecords().get(0);
        assertThat(record.value().getReplay()).isTrue();
        assertThat(record.value().getRaised()).isEqualTo(record.value().getDue());
        assertThat(record.headers().lastHeader(Headers.REPLAY_UNTIL)).isNotNull();
        shop.tick(400);
        assertThat(shop.alerts())
                .filteredOn(a -> a.getKind() == AlertKind.CHURN)
                .allMatch(a -> !a.getReplay(), "what becomes true after the back-fill is live");
    }

    @Test
    void a_tick_ahead_of_the_wall_clock_is_not_believed() {
        shop.send("ann", "Added", 0);
        RecordHeaders headers = new RecordHeaders();
        headers.add(
                Headers.TICK, new Tick(TopologyFixture.START.plusSeconds(3600).toEpochMilli(), 1, -1).bytes());
        shop.sendRecord(new TestRecord<>(null, null, headers, TopologyFixture.START));
        assertThat(shop.told()).containsExactly("ENTERED cart");
        assertThat(shop.metrics.counter("journey.ticks.dropped").count()).isEqualTo(1);
    }

    @Test
    void several_journeys_run_on_the_same_touchpoints_and_a_new_version_takes_new_customers_only() {
        shop.send("ann", "Added", 0);
        shop.catalog.set(JourneyCatalog.of(List.of(TestMaps.shop(1), TestMaps.shop(2), TestMaps.shop("second", 1))));
        shop.send("ann", "Ordered", 5);
        shop.send("bob", "Viewed", 6);
        assertThat(shop.transitions())
                .extracting(t -> t.getCustomer() + ' ' + t.getJourney() + t.getVersion() + ' ' + t.getKind())
                .containsExactly(
                        "ann shop1 ENTERED",
                        "ann second1 ENTERED",
                        "ann second1 COMPLETED",
                        "ann shop1 ADVANCED",
                        "ann shop1 COMPLETED",
                        "bob second1 ENTERED",
                        "bob shop2 ENTERED");
    }

    @Test
    void the_ledger_balances_and_gauges_show_where_customers_are() {
        shop.send("ann", "Viewed", 0);
        shop.send("ann", "Added", 5);
        shop.send("bob", "Added", 5);
        shop.send("cid", "Added", 5);
        shop.send("cid", "Ordered", 9);
        shop.send("bob", "Cancelled", 10);
        shop.tick(60);
        shop.tick(62);
        shop.gauges.refresh();
        assertThat(shop.metrics.get("journey.ledger.imbalance").gauge().value()).isZero();
        assertThat(shop.metrics
                        .get("journey.customers")
                        .tags("stage", "cart", "status", "stalled")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(shop.metrics
                        .get("journey.visits")
                        .tags("stage", "cart", "outcome", "exited")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(shop.metrics
                        .get("journey.alerts.standing")
                        .tags("stage", "cart", "kind", "stall", "owner", "cart-team")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void a_record_whose_handling_fails_is_a_dead_letter_and_the_stream_goes_on() {
        JourneyCatalog good = shop.catalog.get();
        shop.send("ann", "Viewed", 0);
        shop.catalog.set(null);
        byte[] bytes = shop.bytes(shop.touchpoint("ann", "Added", 5).build());
        shop.sendBytes(bytes);
        shop.catalog.set(good);
        shop.send("ann", "Ordered", 9);
        assertThat(shop.told()).containsExactly("ENTERED browse", "ADVANCED bought", "COMPLETED bought");
        var letter = shop.deadLetters().get(0);
        assertThat(letter.value()).isEqualTo(bytes);
        assertThat(new String(letter.headers().lastHeader(Headers.DEAD_REASON).value(), StandardCharsets.UTF_8))
                .isEqualTo("failed");
    }

    @Test
    void what_senders_choose_adds_no_series() {
        shop.send(shop.touchpoint("ann", "Viewed", 0).setChannel("web"));
        shop.send(shop.touchpoint("bob", "Unheard", 1).setChannel("pigeon"));
        shop.tick(3);
        shop.gauges.refresh();
        int before = shop.metrics.getMeters().size();
        for (int i = 0; i < 500; i++) {
            shop.send(shop.touchpoint("customer " + i, "Unheard " + i, 2)
                    .setChannel("pigeon " + i)
                    .setSource("source " + i));
        }
        shop.tick(5);
        shop.gauges.refresh();
        assertThat(shop.metrics.getMeters()).hasSize(before);
    }

    @Test
    void a_tick_that_cannot_be_is_refused() {
        shop.send("ann", "Added", 0);
        RecordHeaders headers = new RecordHeaders();
        long time = TopologyFixture.START.toEpochMilli();
        headers.add(Headers.TICK, new Tick(time, Integer.MAX_VALUE, -1).bytes());
        shop.sendRecord(new TestRecord<>(null, null, headers, TopologyFixture.START));
        assertThat(reasons()).containsExactly("invalid");
        shop.tick(40);
        assertThat(shop.told()).containsExactly("ENTERED cart", "STALLED cart");
    }

    @Test
    void a_time_of_receipt_that_cannot_be_is_a_dead_letter_and_harms_nobody() {
        shop.send(shop.touchpoint("ann", "Added", 0).setReceivedAt(Long.MAX_VALUE));
        shop.send(shop.touchpoint("ann", "Added", 0).setReceivedAt(Long.MIN_VALUE));
        shop.send("ann", "Viewed", 1);
        assertThat(reasons()).containsExactly("impossible-time", "impossible-time");
        assertThat(shop.told()).containsExactly("ENTERED browse");
    }

    @Test
    void a_survey_is_counted_once_however_often_it_is_told_again() {
        shop.send("ann", "Viewed", 0);
        shop.send(shop.touchpoint("ann", "Asked", 20).setScore(new Score(ScoreKind.NPS, 9.0)));
        shop.send("ann", "Added", 10);
        assertThat(shop.metrics.get("journey.survey.score").summaries())
                .singleElement()
                .satisfies(summary -> assertThat(summary.count()).isEqualTo(1));
    }

    @Test
    void a_gap_that_a_late_touchpoint_splits_leaves_no_alert_of_the_old_gap_standing() {
        shop.send("ann", "Added", 0);
        shop.tick(40);
        shop.send("ann", "Viewed", 100);
        shop.send("ann", "Viewed", 20);
        shop.tick(101);
        Map<String, AlertState> last = new LinkedHashMap<>();
        shop.alerts().forEach(alert -> last.put(alert.getId(), alert.getState()));
        assertThat(last.values()).containsExactly(AlertState.RETRACTED, AlertState.RESOLVED);
    }

    @Test
    void an_alert_that_was_told_live_is_ended_live_also_by_a_back_fill() {
        shop.send("ann", "Added", 0);
        shop.tick(40);
        RecordHeaders headers = new RecordHeaders();
        headers.add(
                Headers.REPLAY_UNTIL,
                HeaderLong.bytes(TopologyFixture.START.plusSeconds(60).toEpochMilli()));
        shop.sendRecord(new TestRecord<>(
                null, shop.bytes(shop.touchpoint("ann", "Viewed", 50).build()), headers, TopologyFixture.START));
        assertThat(shop.alerts())
                .extracting(JourneyAlert::getState, JourneyAlert::getReplay)
                .containsExactly(tuple(AlertState.RAISED, false), tuple(AlertState.RESOLVED, false));
    }

    @Test
    void an_alert_that_is_told_in_other_words_is_ended_again() {
        shop.send("ann", "Added", 0);
        shop.send(shop.touchpoint("ann", "Viewed", 10).setSentiment(0.9));
        shop.tick(41);
        shop.send("ann", "Viewed", 50);
        shop.send(shop.touchpoint("ann", "Viewed", 9).setSentiment(0.1).setValue(99.0));
        assertThat(shop.told()).endsWith("-RECOVERED cart", "-STALLED cart", "STALLED cart", "RECOVERED cart");
        List<JourneyAlert> alerts = shop.alerts();
        assertThat(alerts.get(alerts.size() - 1).getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(alerts)
                .extracting(JourneyAlert::getId)
                .containsOnly(alerts.get(0).getId());
    }

    @Test
    void a_customer_read_from_the_store_re_enters_on_the_newest_version_as_one_in_heap_does() {
        JourneyDefinition first =
                returning(1, "[{id: browse, enter: {event: Viewed}}, {id: bought, enter: {event: Ordered}}]");
        JourneyDefinition second = returning(
                2,
                "[{id: hears, enter: {event: Heard}}, {id: browse, enter: {event: Viewed}}, {id: bought, enter: {event: Ordered}}]");
        List<List<String>> told = new ArrayList<>();
        for (int customersInHeap : new int[] {1, 1000}) {
            try (TopologyFixture store = new TopologyFixture(
                    JourneyCatalog.of(List.of(first)), stateDir.resolve("heap-" + customersInHeap), customersInHeap)) {
                store.send("ann", "Viewed", 0);
                store.send("ann", "Ordered", 10);
                store.send("bob", "Viewed", 11);
                store.catalog.set(JourneyCatalog.of(List.of(first, second)));
                store.send("ann", "Viewed", 8_000);
                store.send("bob", "Ordered", 8_001);
                store.tick(8_010);
                told.add(store.transitions().stream()
                        .map(t -> t.getCustomer() + ' ' + t.getKind() + ' ' + t.getStage() + " v" + t.getVersion()
                                + " journey " + t.getInstance())
                        .toList());
                store.gauges.refresh();
                assertThat(store.metrics.find("journey.ledger.imbalance").gauges())
                        .hasSize(2)
                        .allSatisfy(gauge -> assertThat(gauge.value()).isZero());
            }
        }
        assertThat(told.get(0))
                .containsExactly(
                        "ann ENTERED browse v1 journey 1",
                        "ann ADVANCED bought v1 journey 1",
                        "ann COMPLETED bought v1 journey 1",
                        "bob ENTERED browse v1 journey 1",
                        "ann REENTERED browse v2 journey 2",
                        "bob ADVANCED bought v1 journey 1",
                        "bob COMPLETED bought v1 journey 1")
                .isEqualTo(told.get(1));
    }

    @Test
    void an_alert_names_the_last_event_also_where_the_map_does_not() {
        for (int customersInHeap : new int[] {1, 1000}) {
            try (TopologyFixture store = new TopologyFixture(
                    JourneyCatalog.of(List.of(TestMaps.shop(1))),
                    stateDir.resolve("named-" + customersInHeap),
                    customersInHeap)) {
                store.send("ann", "Added", 0);
                store.send("ann", "Shipping Compared", 3);
                store.send("bob", "Coupon Refused", 4);
                store.send("ann", "Terms Read", 2);
                store.tick(40);
                store.send("ann", "Chat Opened", 41);
                store.send("ann", "Viewed", 42);
                store.tick(90);
                assertThat(store.alerts())
                        .extracting(JourneyAlert::getState, alert -> alert.getLastTouchpoint()
                                .getEvent())
                        .containsExactly(
                                tuple(AlertState.RAISED, "Shipping Compared"),
                                tuple(AlertState.RESOLVED, "Chat Opened"),
                                tuple(AlertState.RAISED, "Viewed"));
            }
        }
    }

    private static JourneyDefinition returning(int version, String stages) {
        String yaml = "{journey: shop, version: %d, reentry: {event: Viewed, after: 2h}, stages: %s}";
        return MapFile.of("map.yaml", yaml.formatted(version, stages), LocalDate.EPOCH)
                .map();
    }
}
