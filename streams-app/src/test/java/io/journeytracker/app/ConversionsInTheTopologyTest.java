package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.maps.MapFile;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TopologyFixture;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads the metrics sees which visits led on in time. In the map visits to browse have 50 minutes to get to the checkout. */
class ConversionsInTheTopologyTest {

    private static final JourneyCatalog MAPS = JourneyCatalog.of(
            List.of(MapFile.of("shop.yaml", ShopMap.FULL, LocalDate.EPOCH).map()));
    private static final long TIME = 50 * 60;

    @TempDir
    Path stateDir;

    @Test
    void silenceAloneMakesAVisitMissed() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, stateDir)) {
            shop.send("ann", "Viewed", 0);
            shop.tick(TIME - 60);
            assertThat(shop.conversions()).isEqualTo(Map.of("browse other checkout pending", 1));
            shop.tick(TIME + 1);
            assertThat(shop.conversions()).isEqualTo(Map.of("browse other checkout missed", 1));
        }
    }

    @Test
    void whatIsReachedInTimeIsConvertedAlsoWhenItIsToldLate() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, stateDir)) {
            shop.send("ann", "Viewed", 0);
            shop.send("bob", "Viewed", 10);
            shop.send("ann", "Checked", TIME);
            shop.tick(TIME + 60);
            assertThat(shop.conversions())
                    .isEqualTo(Map.of("browse other checkout converted", 1, "browse other checkout missed", 1));
            shop.send("bob", "Checked", TIME - 5);
            shop.tick(TIME + 61);
            assertThat(shop.conversions()).isEqualTo(Map.of("browse other checkout converted", 2));
        }
    }
}
