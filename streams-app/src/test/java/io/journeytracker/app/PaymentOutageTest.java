package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyTemplates;
import io.journeytracker.maps.MapFile;
import io.journeytracker.simulator.Outages;
import io.journeytracker.simulator.ShopSettings;
import io.journeytracker.simulator.ShopSimulator;
import io.journeytracker.testing.TopologyFixture;
import io.micrometer.core.instrument.Counter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's shop and map, a quieter day: for one minute payments fail, and every figure says so. */
class PaymentOutageTest {

    private static final int PER_SECOND = 5;
    private static final int OUTAGE_FROM = 240;
    private static final int OUTAGE_SECONDS = 60;
    private static final int UNTIL = 420;

    /** By then those who waited for the shop to open have come and gone. */
    private static final int OPEN_SINCE = 150;

    /** What to count: the counter and the labels that matter of it. */
    private static final Map<String, String[]> FIGURES = figures();

    private static Map<String, String[]> figures() {
        Map<String, String[]> figures = new LinkedHashMap<>();
        figures.put("refusals", new String[] {"journey.moments.of.truth", "touchpoint", "payment-failed"});
        figures.put("orders", new String[] {"journey.stage.entries", "stage", "experience"});
        figures.put("arrivals", new String[] {"journey.stage.entries", "stage", "consideration"});
        figures.put("bad feelings", new String[] {"journey.feelings", "feeling", "negative"});
        figures.put("good feelings", new String[] {"journey.feelings", "feeling", "positive"});
        figures.put("angry payers", new String[] {"journey.feelings", "stage", "checkout", "feeling", "negative"});
        figures.put("happy payers", new String[] {"journey.feelings", "stage", "checkout", "feeling", "positive"});
        figures.put(
                "stalls",
                new String[] {"journey.alert.changes", "stage", "checkout", "kind", "stall", "change", "raised"});
        figures.put(
                "churns",
                new String[] {"journey.alert.changes", "stage", "checkout", "kind", "churn", "change", "raised"});
        return figures;
    }

    @TempDir
    Path stateDir;

    @Test
    void a_payment_outage_shows_in_every_figure() {
        Map<String, Double> usually = new TreeMap<>();
        Map<String, Double> inOutage = new TreeMap<>();
        try (TopologyFixture shop = new TopologyFixture(JourneyCatalog.EMPTY.with(map()), stateDir)) {
            Outages once = new Outages(
                    Duration.ofSeconds(OUTAGE_FROM), Duration.ofHours(1), Duration.ofSeconds(OUTAGE_SECONDS));
            ShopSimulator visitors = new ShopSimulator(
                    ShopSettings.usual().withLivePerSecond(PER_SECOND).withOutages(once));
            visitors.until(TopologyFixture.START);
            Map<String, Double> before = counted(shop);
            for (int second = 1; second <= UNTIL; second++) {
                visitors.until(TopologyFixture.START.plusSeconds(second)).forEach(shop::send);
                shop.tick(second);
                Map<String, Double> now = counted(shop);
                for (String figure : FIGURES.keySet()) {
                    double change = now.get(figure) - before.get(figure);
                    if (isInOutage(figure, second)) {
                        inOutage.merge(figure, change / OUTAGE_SECONDS, Double::sum);
                    } else if (second > OPEN_SINCE) {
                        usually.merge(figure, change / (UNTIL - OPEN_SINCE - OUTAGE_SECONDS), Double::sum);
                    }
                }
                before = now;
            }
        }
        assertThat(times("refusals", inOutage, usually)).isGreaterThan(5);
        assertThat(times("orders", inOutage, usually)).isLessThan(0.4);
        assertThat(times("stalls", inOutage, usually)).isGreaterThan(1.5);
        assertThat(times("churns", inOutage, usually)).isGreaterThan(1.5);
        assertThat(times("bad feelings", inOutage, usually)).isGreaterThan(2);
        assertThat(inOutage.get("angry payers")).isPositive().isGreaterThan(2 * inOutage.get("happy payers"));
        assertThat(usually.get("good feelings")).isGreaterThan(usually.get("bad feelings"));
        assertThat(times("arrivals", inOutage, usually))
                .as("who comes knows nothing of it")
                .isBetween(0.7, 1.3);
    }

    /** Complaints come seconds after a refusal, stalls after the map's 12 s and churns after its 50 s. */
    private static boolean isInOutage(String figure, int second) {
        int later =
                switch (figure) {
                    case "bad feelings", "good feelings", "angry payers", "happy payers", "orders" -> 8;
                    case "stalls" -> 15;
                    case "churns" -> 55;
                    default -> 0;
                };
        int at = second - later - OUTAGE_FROM;
        return at > 0 && at <= OUTAGE_SECONDS;
    }

    /** How many times as often as usually. */
    private static double times(String figure, Map<String, Double> inOutage, Map<String, Double> usually) {
        return inOutage.get(figure) / usually.get(figure);
    }

    private static Map<String, Double> counted(TopologyFixture shop) {
        Map<String, Double> counts = new TreeMap<>();
        FIGURES.forEach((figure, labels) -> {
            var search = shop.metrics.find(labels[0]);
            for (int i = 1; i < labels.length; i += 2) {
                search = search.tag(labels[i], labels[i + 1]);
            }
            counts.put(
                    figure,
                    search.counters().stream().mapToDouble(Counter::count).sum());
        });
        return counts;
    }

    private static CompiledJourney map() {
        String yaml = JourneyTemplates.yaml("online-shop").orElseThrow();
        return new CompiledJourney(
                MapFile.of("online-shop.yaml", yaml, LocalDate.EPOCH).map());
    }
}
