package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.Score;
import io.journeytracker.schema.ScoreKind;
import io.journeytracker.testing.TopologyFixture;
import io.micrometer.core.instrument.Counter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who recommends us is counted by how, once for each touchpoint. */
class AdvocacyTest {

    private static final String MAP = """
            journey: shop
            grace: 1h
            touchpoints:
              - {id: review, event: Reviewed, advocacy: reviewed}
              - {id: share, event: Shared, advocacy: referred}
              - {id: survey, event: Answered}
            stages:
              - {id: browse, enter: {event: Viewed}}
              - {id: bought, enter: {event: Ordered}}
            """;

    @Test
    void referralsReviewsAndPromotersAreCountedOnce(@TempDir Path state) {
        CompiledJourney journey =
                new CompiledJourney(MapFile.of("map.yaml", MAP, LocalDate.EPOCH).map());
        try (TopologyFixture shop = new TopologyFixture(JourneyCatalog.EMPTY.with(journey), state)) {
            shop.send("ann", "Reviewed", 10);
            shop.send("ann", "Shared", 20);
            shop.send(shop.touchpoint("ann", "Answered", 30).setScore(new Score(ScoreKind.NPS, 9.0)));
            shop.send(shop.touchpoint("bob", "Answered", 30).setScore(new Score(ScoreKind.NPS, 8.9)));
            shop.send(shop.touchpoint("bob", "Answered", 31).setScore(new Score(ScoreKind.NPS, 11.0)));
            shop.send(shop.touchpoint("bob", "Answered", 32).setScore(new Score(ScoreKind.CES, 7.0)));
            // Everything that ann did is told again, in another visit.
            shop.send("ann", "Viewed", 5);
            Map<String, Double> counts = new TreeMap<>();
            for (Counter counter : shop.metrics.get("journey.advocacy").counters()) {
                counts.put(counter.getId().getTag("kind"), counter.count());
            }
            assertThat(counts).isEqualTo(Map.of("referred", 1.0, "reviewed", 1.0, "promoter", 1.0));
        }
    }
}
