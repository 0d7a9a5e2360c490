package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.TopologyFixture;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import io.micrometer.core.instrument.Gauge;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A churn alert ends whenever the churn is no longer the last word on the customer, and the gauge says the same as the topic. */
class ChurnAlertsInTheTopologyTest {

    private static final int HOUR = 3600;

    @TempDir
    Path stateDir;

    @Test
    void churn_by_an_event_stands_until_the_customer_begins_anew() {
        try (TopologyFixture shop = shop(1, map(1, ""))) {
            shop.send("ann", "Added", 0);
            shop.send("ann", "Emptied", 10);
            JourneyAlert raised = only(shop.alerts());
            assertThat(raised.getState()).isEqualTo(AlertState.RAISED);
            assertThat(raised.getDue()).isEqualTo(raised.getSince()).isEqualTo(at(10));
            assertThat(standing(shop, 20)).isEqualTo(1);

            shop.send("ann", "Viewed", 3 * HOUR);
            JourneyAlert resolved = only(shop.alerts());
            assertThat(resolved.getState()).isEqualTo(AlertState.RESOLVED);
            assertThat(resolved.getResolvedAt()).isEqualTo(at(3 * HOUR));
            assertSameAlert(resolved, raised);
            assertThat(shop.told())
                    .containsExactly("ENTERED cart", "CHURNED cart", "SUPERSEDED cart", "REENTERED browse");
            assertThat(standing(shop, 3 * HOUR + 5)).isZero();
        }
    }

    @Test
    void who_begins_anew_on_a_newer_map_ends_the_churn_of_the_older_one() {
        JourneyDefinition second = read(
                "{journey: shop, version: 2, reentry: {event: Viewed}, terminal: [], stages: [{id: hears, enter: {event: Heard}}, {id: browse, enter: {event: Viewed}}]}");
        for (int customersInHeap : new int[] {1, 1000}) {
            try (TopologyFixture shop = shop(customersInHeap, map(1, ""))) {
                shop.send("ann", "Added", 0);
                shop.send("ann", "Emptied", 10);
                shop.send("bob", "Viewed", 11);
                JourneyAlert raised = only(shop.alerts());
                shop.catalog.set(shop.catalog.get().with(new CompiledJourney(second)));
                shop.send("ann", "Viewed", 3 * HOUR);

                JourneyAlert resolved = only(shop.alerts());
                assertThat(resolved.getState()).isEqualTo(AlertState.RESOLVED);
                assertSameAlert(resolved, raised);
                assertThat(resolved.getVersion())
                        .as("the version on which it was raised")
                        .isEqualTo(1);
                assertThat(resolved.getLastTouchpoint().getTime()).isEqualTo(at(3 * HOUR));
                assertThat(shop.transitions())
                        .extracting(t -> t.getKind() + " " + t.getStage() + " v" + t.getVersion())
                        .endsWith("SUPERSEDED cart v1", "REENTERED browse v2");
                assertThat(standing(shop, 3 * HOUR + 5)).isZero();
            }
        }
    }

    @Test
    void who_is_forgotten_leaves_no_churn_alert_behind() {
        try (TopologyFixture shop = shop(1, map(1, "retention: 2h, "))) {
            shop.send("ann", "Added", 0);
            shop.send("ann", "Emptied", 10);
            shop.send("bob", "Added", 0);
            shop.tick(HOUR + 1);
            assertThat(shop.alerts())
                    .extracting(JourneyAlert::getCustomer, JourneyAlert::getKind, JourneyAlert::getState)
                    .containsExactlyInAnyOrder(
                            tuple("ann", AlertKind.CHURN, AlertState.RAISED),
                            tuple("bob", AlertKind.CHURN, AlertState.RAISED));
            assertThat(standing(shop, HOUR + 5)).isEqualTo(2);

            shop.tick(2 * HOUR + 11);
            assertThat(shop.alerts())
                    .extracting(JourneyAlert::getCustomer, JourneyAlert::getRule, JourneyAlert::getResolvedAt)
                    .containsExactlyInAnyOrder(
                            tuple("ann", "emptied", at(2 * HOUR + 10)), tuple("bob", "abandoned", at(2 * HOUR)));
            assertThat(standing(shop, 2 * HOUR + 20)).isZero();
            shop.tick(4 * HOUR);
            assertThat(shop.told()).as("nothing is told when the records go").doesNotContain("EXPIRED cart");
            assertThat(shop.alerts()).isEmpty();
        }
    }

    @Test
    void a_churn_that_was_told_live_is_ended_live_also_by_a_back_fill() {
        try (TopologyFixture shop = shop(1, map(1, ""))) {
            shop.send("ann", "Added", 0);
            shop.send("ann", "Emptied", 10);
            RecordHeaders headers = new RecordHeaders();
            headers.add(Headers.REPLAY_UNTIL, HeaderLong.bytes(at(3 * HOUR)));
            byte[] viewed =
                    shop.bytes(shop.touchpoint("ann", "Viewed", 3 * HOUR).build());
            shop.sendRecord(new TestRecord<>(null, viewed, headers, TopologyFixture.START));
            assertThat(shop.alerts())
                    .extracting(JourneyAlert::getState, JourneyAlert::getReplay)
                    .containsExactly(tuple(AlertState.RAISED, false), tuple(AlertState.RESOLVED, false));
        }
    }

    private TopologyFixture shop(int customersInHeap, JourneyDefinition map) {
        return new TopologyFixture(
                JourneyCatalog.of(List.of(map)), stateDir.resolve("heap-" + customersInHeap), customersInHeap);
    }

    private static JourneyDefinition map(int version, String more) {
        return read("""
                {journey: shop, version: %d, grace: 1h, %sreentry: {event: Viewed, after: 2h}, stages: [
                  {id: browse, enter: {event: Viewed}},
                  {id: cart, owner: sales, enter: {event: Added}, churn: [
                    {id: abandoned, silent: 1h}, {id: emptied, event: Emptied, severity: critical}]},
                  {id: bought, enter: {event: Ordered}}]}
                """.formatted(version, more));
    }

    private static JourneyDefinition read(String yaml) {
        return MapFile.of("map.yaml", yaml, LocalDate.EPOCH).map();
    }

    private static long at(long seconds) {
        return TopologyFixture.START.plusSeconds(seconds).toEpochMilli();
    }

    private static double standing(TopologyFixture shop, long seconds) {
        shop.tick(seconds);
        shop.gauges.refresh();
        return shop.metrics.find("journey.alerts.standing").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    private static JourneyAlert only(List<JourneyAlert> alerts) {
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    private static void assertSameAlert(JourneyAlert ending, JourneyAlert raised) {
        assertThat(ending.getId()).isEqualTo(raised.getId());
        assertThat(ending)
                .extracting(
                        JourneyAlert::getKind,
                        JourneyAlert::getStage,
                        JourneyAlert::getRule,
                        JourneyAlert::getSince,
                        JourneyAlert::getDue,
                        JourneyAlert::getSeverity,
                        JourneyAlert::getOwner)
                .containsExactly(
                        raised.getKind(),
                        raised.getStage(),
                        raised.getRule(),
                        raised.getSince(),
                        raised.getDue(),
                        raised.getSeverity(),
                        raised.getOwner());
    }
}
