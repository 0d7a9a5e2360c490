package io.journeytracker.runtime;

import io.journeytracker.config.KafkaSettings;
import io.journeytracker.maps.MapFile;
import io.journeytracker.maps.MapInfo;
import io.journeytracker.maps.MapPublisher;
import io.journeytracker.maps.PublishedMaps;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.topic.TopicException;
import io.journeytracker.topic.TopicFollower;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maps an instance starts with.
 *
 * @param topic of maps
 * @param files published first
 */
record StartingMaps(KafkaSettings kafka, String topic, List<MapFile> files) {

    private static final Logger LOG = LoggerFactory.getLogger(StartingMaps.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** @throws io.journeytracker.maps.MapRefusedException if a map cannot be published */
    void publish() {
        MapPublisher publisher = new MapPublisher(kafka.forProducer(), kafka.forConsumer(), topic);
        for (MapFile file : files) {
            MapPublisher.Outcome outcome = publisher.publish(file.map(), file.yaml());
            LOG.info(
                    "Journey {} version {} {}; version {} is active",
                    file.map().id(),
                    file.map().version(),
                    outcome.written() ? "published" : "was published before",
                    outcome.active());
        }
    }

    /**
     * Follows the topic of maps, and waits for those that were published: touchpoints that come before their map belong to no
     * journey.
     *
     * @throws TopicException if one does not come back within 5 s; the follower is {@code closing}'s then as otherwise
     */
    TopicFollower<PublishedMaps> follow(
            Closing closing, MapGauges gauges, JourneyMeters meters, MeterRegistry registry) {
        Counter unreadable = Counter.builder("journey.maps.unreadable")
                .description("Records in the topic of maps that are no valid map and were left out")
                .register(registry);
        TopicFollower<PublishedMaps> maps = closing.add(
                "maps",
                PublishedMaps.follower(kafka.forConsumer(), topic, unreadable::increment)
                        .telling(new MapInfo(gauges, meters)));
        maps.start();
        files.forEach(file -> await(maps, file));
        if (maps.get().catalog().active().isEmpty()) {
            LOG.warn("No journey map is published yet: touchpoints pass without a journey; ./journey publish MAP.yaml");
        }
        return maps;
    }

    private void await(TopicFollower<PublishedMaps> maps, MapFile file) {
        try {
            if (!maps.await(known -> known.find(file.map()).isPresent(), PATIENCE)) {
                throw new TopicException("The map " + file.name() + " was published and did not come back from topic "
                        + topic + " within " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("Interrupted while waiting for maps", e);
        }
    }
}
