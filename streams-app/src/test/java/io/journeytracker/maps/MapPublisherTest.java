package io.journeytracker.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.TopicException;
import io.journeytracker.topic.TopicFollower;
import io.journeytracker.topic.TopicPlan;
import io.journeytracker.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class MapPublisherTest {

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    void theSameVersionWithOtherContentIsRefusedAndTheSameContentIsNoNews() {
        JourneyConfig config = prepared("refusing-");
        assertThat(publish(config, ShopMap.yaml(1))).isEqualTo(new MapPublisher.Outcome(true, 1));
        assertThat(publish(config, "# another layout\n" + ShopMap.yaml(1)))
                .isEqualTo(new MapPublisher.Outcome(false, 1));
        assertThatThrownBy(() -> publish(config, ShopMap.yaml("shop", 1, "3s")))
                .isInstanceOf(MapRefusedException.class)
                .hasMessageContaining("shop version 1 is published already with other content");
    }

    private static int active(TopicFollower<PublishedMaps> follower) {
        return follower.get()
                .catalog()
                .active("shop")
                .orElseThrow()
                .definition()
                .version();
    }

    @Test
    void anOlderVersionMayComeLaterAndTheHighestStaysActive() {
        JourneyConfig config = prepared("older-");
        publish(config, ShopMap.yaml(3));
        assertThat(publish(config, ShopMap.yaml(2))).isEqualTo(new MapPublisher.Outcome(true, 3));
        try (TopicFollower<PublishedMaps> follower =
                follower(config, new AtomicInteger()).start()) {
            assertThat(active(follower)).isEqualTo(3);
            assertThat(follower.get().find("shop", 2)).isPresent();
        }
    }

    @Test
    void followersHearOfANewMapAndLeaveOutWhatIsNone() {
        JourneyConfig config = prepared("following-");
        AtomicInteger unreadable = new AtomicInteger();
        try (TopicFollower<PublishedMaps> follower =
                follower(config, unreadable).start()) {
            assertThat(follower.get()).isSameAs(PublishedMaps.NONE);
            write(config, "shop/1", "stages: none");
            write(config, "other/1", ShopMap.yaml(1));
            publish(config, ShopMap.yaml(7));
            await().atMost(Promised.within(Duration.ofSeconds(5)))
                    .until(() -> follower.get().catalog().active("shop").isPresent());
            assertThat(follower.get().catalog().all()).hasSize(1);
            assertThat(unreadable).hasValue(2);
        }
    }

    @Test
    void publishersAtOnceAllSucceedAndEachMapIsWrittenOnce() throws Exception {
        JourneyConfig config = prepared("at-once-");
        List<String> maps = List.of(
                ShopMap.yaml("shop", 1, "2s"),
                ShopMap.yaml("shop", 1, "2s"),
                ShopMap.yaml("shop", 2, "3s"),
                ShopMap.yaml("second", 1, "2s"));
        ExecutorService publishers = Executors.newFixedThreadPool(maps.size());
        try {
            List<Future<MapPublisher.Outcome>> outcomes = new ArrayList<>();
            for (String map : maps) {
                outcomes.add(publishers.submit(() -> publish(config, map)));
            }
            int written = 0;
            for (Future<MapPublisher.Outcome> outcome : outcomes) {
                written += outcome.get(60, TimeUnit.SECONDS).written() ? 1 : 0;
            }
            assertThat(written).isEqualTo(3);
        } finally {
            publishers.shutdownNow();
        }
        try (TopicFollower<PublishedMaps> follower =
                follower(config, new AtomicInteger()).start()) {
            assertThat(follower.get().catalog().all())
                    .extracting(map ->
                            map.definition().id() + ' ' + map.definition().version())
                    .containsExactlyInAnyOrder("shop 1", "shop 2", "second 1");
        }
    }

    /** Customers on their way need the map: who deletes it takes it from instances that start, not from those that run. */
    @Test
    void aDeletedMapStaysKnownWhereItWasAndMayBePublishedAgain() {
        JourneyConfig config = prepared("deleted-");
        publish(config, ShopMap.yaml(1));
        AtomicInteger unreadable = new AtomicInteger();
        try (TopicFollower<PublishedMaps> follower =
                follower(config, unreadable).start()) {
            write(config, "shop/1", null);
            publish(config, ShopMap.yaml(2));
            await().atMost(Promised.within(Duration.ofSeconds(5)))
                    .until(() -> follower.get().find("shop", 2).isPresent());
            assertThat(follower.get().find("shop", 1)).isPresent();
            assertThat(unreadable).hasValue(0);
        }
        publish(config, ShopMap.yaml(1));
        try (TopicFollower<PublishedMaps> follower =
                follower(config, unreadable).start()) {
            assertThat(follower.get().find("shop", 1)).isPresent();
            assertThat(active(follower)).isEqualTo(2);
        }
    }

    @Test
    void topicsThatWouldLoseOrRefuseRecordsAreNamedWithWhatIsExpected() throws Exception {
        JourneyConfig config = config("short-");
        try (Admin admin = Admin.create(config.kafka().forAdmin())) {
            admin.createTopics(List.of(
                            new NewTopic("short-touchpoints", Optional.of(1), Optional.empty())
                                    .configs(Map.of("retention.ms", "604800000")),
                            new NewTopic("short-touchpoints-by-customer", Optional.of(1), Optional.empty())
                                    .configs(Map.of("retention.bytes", "1000000", "max.message.bytes", "4194304")),
                            new NewTopic("short-journey-alerts", Optional.of(1), Optional.empty())
                                    .configs(Map.of("retention.ms", "7776000000")),
                            new NewTopic("short-dead-letters", Optional.of(1), Optional.empty())
                                    .configs(Map.of("retention.ms", "1000"))))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> prepare(config))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("short-touchpoints: retention.ms is 604800000, expected -1 (no limit)")
                .hasMessageContaining(
                        "short-touchpoints-by-customer: retention.bytes is 1000000, expected at least 10737418240")
                .hasMessageContaining("short-dead-letters: max.message.bytes is 1048588, expected at least 4194304")
                .message()
                .hasLineCount(4);
    }

    @Test
    void existingTopicsThatDoNotFitAreAllNamed() throws Exception {
        JourneyConfig config = config("misfit-");
        try (Admin admin = Admin.create(config.kafka().forAdmin())) {
            admin.createTopics(List.of(
                            new NewTopic("misfit-journey-maps", Optional.of(1), Optional.empty()),
                            new NewTopic("misfit-touchpoints", Optional.of(1), Optional.empty())
                                    .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> prepare(config))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("misfit-journey-maps: cleanup.policy is delete, expected compact")
                .hasMessageContaining("misfit-touchpoints: cleanup.policy is compact, expected delete");
    }

    private static JourneyConfig config(String prefix) {
        return JourneyConfig.from(new Settings()
                .set(Map.of("kafka.bootstrap.servers", broker.bootstrapServers(), "journey.topics.prefix", prefix)));
    }

    private static JourneyConfig prepared(String prefix) {
        JourneyConfig config = config(prefix);
        prepare(config);
        return config;
    }

    private static void prepare(JourneyConfig config) {
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            admin.prepare(TopicPlan.of(new Topics(config.topics().prefix()), config.topics()));
        }
    }

    private static String topic(JourneyConfig config) {
        return new Topics(config.topics().prefix()).maps();
    }

    private static MapPublisher.Outcome publish(JourneyConfig config, String yaml) {
        MapFile file = MapFile.of("map.yaml", yaml, LocalDate.EPOCH);
        return new MapPublisher(config.kafka().forProducer(), config.kafka().forConsumer(), topic(config))
                .publish(file.map(), file.yaml());
    }

    private static TopicFollower<PublishedMaps> follower(JourneyConfig config, AtomicInteger unreadable) {
        return PublishedMaps.follower(config.kafka().forConsumer(), topic(config), unreadable::incrementAndGet);
    }

    private static void write(JourneyConfig config, String key, String value) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                config.kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    topic(config),
                    key.getBytes(StandardCharsets.UTF_8),
                    value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
