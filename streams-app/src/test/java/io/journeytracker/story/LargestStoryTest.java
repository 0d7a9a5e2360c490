package io.journeytracker.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TopologyFixture;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever producers write, a story is small enough for the topics that it is written to. */
class LargestStoryTest {

    /** What is left of the 1 MB that a broker takes when {@value StoryBook#MOVES} moves with ids of 64 letters each are told besides, and as many visits and events as there is room for. */
    private static final int ROOM = 1_000_000 - StoryBook.MOVES * 330 - StoryVisits.ROOM - StoryVisits.EVENTS;

    @TempDir
    Path dir;

    @Test
    void aStoryOfTouchpointsThatAreAsLargeAsCanBeFits() {
        JourneyCatalog maps = JourneyCatalog.of(
                List.of(MapFile.of("shop.yaml", ShopMap.FULL, LocalDate.EPOCH).map()));
        String longest = "\u20ac".repeat(250);
        try (TopologyFixture shop = new TopologyFixture(maps, dir)) {
            for (int i = 0; i <= StoryBook.FIRST + StoryBook.LAST; i++) {
                shop.send(shop.touchpoint("ann", longest, i)
                        .setChannel(longest)
                        .setComment(longest)
                        .setSource(longest)
                        .setValue(1.5)
                        .setCurrency(longest)
                        .setSentiment(0.5)
                        .setProperties(Map.of("page_path", longest)));
            }
            CustomerStory story = shop.story("ann").orElseThrow();
            assertThat(story.getTouchpoints()).hasSize(StoryBook.FIRST + StoryBook.LAST);
            assertThat(story.getLeftOut()).isEqualTo(1);
            assertThat(new StoryCodec().encode(story)).hasSizeLessThan(ROOM);
        }
    }
}
