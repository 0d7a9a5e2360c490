package io.journeytracker.maps;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.MapFingerprint;
import io.journeytracker.topic.Followed;
import io.journeytracker.topic.ForeignRecordException;
import io.journeytracker.topic.TopicFollower;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All maps of the topic at one moment. Immutable. */
public final class PublishedMaps {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedMaps.class);

    /** Nothing is published. */
    public static final PublishedMaps NONE = new PublishedMaps(JourneyCatalog.EMPTY, Map.of());

    private final JourneyCatalog catalog;
    private final Map<String, PublishedMap> maps;

    private PublishedMaps(JourneyCatalog catalog, Map<String, PublishedMap> maps) {
        this.catalog = catalog;
        this.maps = maps;
    }

    /**
     * Follows the topic of maps. Of one journey and version the first content counts.
     *
     * @param settings of Kafka's consumer
     * @param foreign called for every record that is no valid map and is left out
     */
    public static TopicFollower<PublishedMaps> follower(Map<String, Object> settings, String topic, Runnable foreign) {
        return new TopicFollower<>(Followed.needed("maps", topic), settings, NONE, PublishedMaps::with, foreign);
    }

    /** @throws ForeignRecordException if it is no valid map, or the same journey and version is known with other content */
    private PublishedMaps with(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            LOG.warn("A deleted map stays known here until the restart: {}", MapKey.read(record.key()));
            return this;
        }
        return with(PublishedMap.read(record));
    }

    /**
     * With one more map. The same one again changes nothing.
     *
     * @throws ForeignRecordException if the same journey and version is known with other content
     */
    PublishedMaps with(PublishedMap map) {
        JourneyDefinition definition = map.journey().definition();
        String key = MapKey.of(definition);
        PublishedMap known = maps.get(key);
        if (known == null) {
            Map<String, PublishedMap> more = new TreeMap<>(maps);
            more.put(key, map);
            return new PublishedMaps(catalog.with(map.journey()), more);
        }
        if (standing(definition) == Standing.OTHER) {
            throw PublishedMap.foreign(key, "it has other content than the one published before");
        }
        return this;
    }

    public JourneyCatalog catalog() {
        return catalog;
    }

    public Iterable<PublishedMap> all() {
        return maps.values();
    }

    /** When each version of a journey's map was published. */
    public Map<Integer, Instant> versions(String journey) {
        return maps.values().stream()
                .filter(each -> each.journey().definition().id().equals(journey))
                .collect(Collectors.toMap(each -> each.journey().definition().version(), PublishedMap::publishedAt));
    }

    /** What publishing a map would mean. */
    public enum Standing {
        /** Nobody knows this version. */
        NEW,
        /** It is published already, and says the same. */
        SAME,
        /** It is published already with other content: this one would be refused. */
        OTHER
    }

    /** How a map stands to what is published. */
    public Standing standing(JourneyDefinition map) {
        return find(map)
                .map(known -> MapFingerprint.of(known.journey().definition()).equals(MapFingerprint.of(map))
                        ? Standing.SAME
                        : Standing.OTHER)
                .orElse(Standing.NEW);
    }

    /** The published map of a journey and version. */
    public Optional<PublishedMap> find(String journey, int version) {
        return Optional.ofNullable(maps.get(MapKey.of(journey, version)));
    }

    /** The published map of the same journey and version, whatever it says. */
    public Optional<PublishedMap> find(JourneyDefinition map) {
        return Optional.ofNullable(maps.get(MapKey.of(map)));
    }
}
