package io.journeytracker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.journeytracker.alert.Alerts;
import io.journeytracker.maps.MapFile;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class ReplayResultsTest {

    private static final MapFile MAP = ShopMap.file(1);

    @Test
    void anAlertThatNoTransitionIsFailsTheReplay(@TempDir Path state) {
        try (TrackerFixture world = new TrackerFixture(state);
                JourneyTracker tracker = world.start(MAP)) {
            world.send("ann", "Added");
            await().atMost(Duration.ofSeconds(60)).until(() -> !world.alerts().isEmpty());
            long due = world.alerts().get(0).getDue();
            results(tracker, world).collect(due, new ReplayReport(MAP.map()));

            again(world, world.read("journey-alerts").get(0));
            assertThatThrownBy(() -> results(tracker, world).collect(due, new ReplayReport(MAP.map())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Topic journey-alerts has 2 alerts, expected the 1 that the transitions are");
            assertThat(world.alerts()).hasSize(2);
        }
    }

    private static ReplayResults results(JourneyTracker tracker, TrackerFixture world) {
        return new ReplayResults(tracker, world.config(), new Alerts(""));
    }

    private static void again(TrackerFixture world, byte[] alert) {
        try (var producer = new KafkaProducer<>(
                world.config().kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("journey-alerts", new byte[] {1}, alert));
        }
    }
}
