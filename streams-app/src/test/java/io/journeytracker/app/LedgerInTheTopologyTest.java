package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStatus;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.Sizes;
import io.journeytracker.testing.TestMaps;
import io.journeytracker.testing.TopologyFixture;
import io.micrometer.core.instrument.Gauge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every customer is accounted for, whatever the order of arrival. */
class LedgerInTheTopologyTest {

    private static final String[] EVENTS = {"Viewed", "Added", "Ordered", "Cancelled", "Emptied", "Unknown"};
    private static final int CUSTOMERS = 12;
    private static final int TOUCHPOINTS = Sizes.choose(120, 400, 400);

    @TempDir
    Path stateDir;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_ledger_balances_at_every_moment_and_agrees_with_a_recount_of_the_customers(long seed) {
        Random random = new Random(seed);
        Map<String, CustomerSnapshot> customers = new HashMap<>();
        Map<String, Integer> standing = new HashMap<>();
        try (TopologyFixture shop = new TopologyFixture(
                JourneyCatalog.of(List.of(TestMaps.shop(1), TestMaps.shop("again", 1))), stateDir)) {
            List<Touchpoint> arrivals = arrivals(shop, random);
            long clock = 0;
            for (Touchpoint touchpoint : arrivals) {
                shop.send(touchpoint);
                if (random.nextInt(4) == 0) {
                    clock += random.nextInt(20);
                    shop.tick(clock);
                }
                shop.tick(clock += 2);
                assertThat(imbalance(shop)).isZero();
            }
            shop.customers().forEach(record -> customers.put(record.key(), record.value()));
            for (JourneyTransition transition : shop.transitions()) {
                standing.merge(transition.getId(), transition.getRetracted() ? -1 : 1, Integer::sum);
            }
            Map<String, AlertState> alerts = new HashMap<>();
            shop.alerts().forEach(alert -> alerts.put(alert.getId(), alert.getState()));
            shop.tick(clock + 5);
            assertThat(alerts.values().stream()
                            .filter(AlertState.RAISED::equals)
                            .count())
                    .as("alerts whose last word is raised")
                    .isEqualTo((long) standingAlerts(shop));
            assertThat(present(shop)).isEqualTo(recount(customers));
        }
        assertThat(standing.values()).allMatch(count -> count >= 0, "nothing is taken back that was not told");
    }

    private static List<Touchpoint> arrivals(TopologyFixture shop, Random random) {
        List<Touchpoint> arrivals = new ArrayList<>();
        for (int i = 0; i < TOUCHPOINTS; i++) {
            long late = random.nextInt(5) == 0 ? random.nextInt(120) : 0;
            arrivals.add(shop.touchpoint(
                            "c" + random.nextInt(CUSTOMERS), EVENTS[random.nextInt(EVENTS.length)], 2L * i - late)
                    .setMessageId("m" + (random.nextInt(20) == 0 ? i / 2 : i))
                    .build());
        }
        return arrivals;
    }

    private static double imbalance(TopologyFixture shop) {
        shop.gauges.refresh();
        return shop.metrics.find("journey.ledger.imbalance").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    private static double standingAlerts(TopologyFixture shop) {
        shop.gauges.refresh();
        return shop.metrics.find("journey.customers").gauges().stream()
                .filter(gauge ->
                        List.of("stalled", "churned").contains(gauge.getId().getTag("status")))
                .mapToDouble(Gauge::value)
                .sum();
    }

    private static Map<String, Long> present(TopologyFixture shop) {
        shop.gauges.refresh();
        Map<String, Long> present = new TreeMap<>();
        for (Gauge gauge :
                shop.metrics.find("journey.visits").tag("outcome", "present").gauges()) {
            if (gauge.value() != 0) {
                present.merge(
                        gauge.getId().getTag("journey") + '/' + gauge.getId().getTag("stage"),
                        (long) gauge.value(),
                        Long::sum);
            }
        }
        return present;
    }

    private static Map<String, Long> recount(Map<String, CustomerSnapshot> customers) {
        Map<String, Long> present = new TreeMap<>();
        for (CustomerSnapshot customer : customers.values()) {
            for (CustomerJourney journey : customer.getJourneys()) {
                if (journey.getStatus() == CustomerStatus.ACTIVE || journey.getStatus() == CustomerStatus.STALLED) {
                    present.merge(journey.getJourney() + '/' + journey.getStage(), 1L, Long::sum);
                }
            }
        }
        return present;
    }
}
