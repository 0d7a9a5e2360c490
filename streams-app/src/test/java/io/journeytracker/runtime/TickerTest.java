package io.journeytracker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.testing.BrokerProcess;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class TickerTest {

    private static final TopicPartition TICKED = new TopicPartition("touchpoints", 0);
    private static final int OUTAGE_MILLIS = 3_000;
    private static final int SETTLE_MILLIS = 1_000;

    private record Written(long at, long time) {}

    @Test
    void afterAnOutageTimeWaitsUntilTheBrokerHasBeenBackLongEnough(@TempDir Path data) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(data)) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                admin.createTopics(List.of(new NewTopic(TICKED.topic(), Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
            JourneyConfig config = JourneyConfig.from(new Settings()
                    .set(Map.of(
                            "kafka.bootstrap.servers",
                            broker.bootstrapServers(),
                            "journey.ticks.settle",
                            SETTLE_MILLIS + "ms")));
            AtomicInteger seen = new AtomicInteger();
            try (Ticker ticker =
                            new Ticker(config.ticks(), client, TICKED.topic(), Clock.systemUTC(), seen::set);
                    KafkaConsumer<byte[], byte[]> reader =
                            new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                reader.assign(List.of(TICKED));
                reader.seekToBeginning(List.of(TICKED));
                List<Written> ticks = new ArrayList<>();
                ticker.start();
                awaitNamed(reader, ticks, System.currentTimeMillis());
                assertThat(seen).hasValue(1);

                broker.kill();
                long killed = System.currentTimeMillis();
                await().until(() -> System.currentTimeMillis() > killed + OUTAGE_MILLIS);
                broker.startAgain();
                long back = System.currentTimeMillis();
                awaitNamed(reader, ticks, back);

                // The last one before the outage may be under way when the broker ends, and is as true as the ones
                // before.
                long away = killed + Duration.ofSeconds(1).toMillis();
                List<Written> after =
                        ticks.stream().filter(tick -> tick.at() > away).toList();
                Written named = after.stream()
                        .filter(tick -> tick.time() != Tick.NO_TIME)
                        .findFirst()
                        .orElseThrow();
                assertThat(after.get(0).time())
                        .as("the time that the first tick names which gets through")
                        .isEqualTo(Tick.NO_TIME);
                assertThat(named.at() - after.get(0).at())
                        .as("milliseconds for producers to write what they held back")
                        .isGreaterThanOrEqualTo(SETTLE_MILLIS);
            }
        }
    }

    /** Reads until a tick that names a time was made after the moment. */
    private static void awaitNamed(KafkaConsumer<byte[], byte[]> reader, List<Written> ticks, long moment) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            reader.poll(Duration.ofMillis(100))
                    .forEach(record -> ticks.add(new Written(
                            record.timestamp(),
                            Tick.read(record.headers().lastHeader(Headers.TICK)).time())));
            return ticks.stream().anyMatch(tick -> tick.at() > moment && tick.time() != Tick.NO_TIME);
        });
    }
}
