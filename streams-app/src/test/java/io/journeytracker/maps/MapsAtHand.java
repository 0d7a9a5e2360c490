package io.journeytracker.maps;

import io.journeytracker.definition.JourneyDefinition;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Published maps without a topic. */
public final class MapsAtHand {

    private volatile PublishedMaps maps = PublishedMaps.NONE;

    public PublishedMaps maps() {
        return maps;
    }

    /** As the publisher does: the same version with other content is refused. */
    public MapPublisher.Outcome publish(JourneyDefinition map, String yaml) {
        PublishedMaps.Standing standing = maps.standing(map);
        if (standing == PublishedMaps.Standing.OTHER) {
            throw new MapRefusedException("published already with other content");
        }
        maps = maps.with(PublishedMap.read(new ConsumerRecord<>(
                "journey-maps", 0, 0, MapKey.bytes(MapKey.of(map)), yaml.getBytes(StandardCharsets.UTF_8))));
        int active = maps.catalog().active(map.id()).orElseThrow().definition().version();
        return new MapPublisher.Outcome(standing == PublishedMaps.Standing.NEW, active);
    }

    /** Kafka is away, or refuses. */
    public static MapPublisher.Outcome away(Exception cause) {
        throw new MapRefusedException("could not be written", cause);
    }

    public MapsAtHand with(String yaml) {
        publish(MapFile.of("map", yaml, LocalDate.EPOCH).map(), yaml);
        return this;
    }
}
