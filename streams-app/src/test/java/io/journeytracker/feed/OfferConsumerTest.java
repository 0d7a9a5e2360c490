package io.journeytracker.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.TrackerFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the consumer of docs/personalisation.md beside the application. */
@Tag("broker")
class OfferConsumerTest {

    @TempDir
    private Path state;

    private final List<String> said = new CopyOnWriteArrayList<>();

    private final OfferConsumer.Offers offers = new OfferConsumer.Offers() {
        @Override
        public void offer(String customer, String channel, String text) {
            said.add(customer + " by " + channel + ": " + text);
        }

        @Override
        public void forget(String customer) {
            said.add("forget " + customer);
        }
    };

    @Test
    void whoIsStuckAndAgreedIsOfferedHelpAndWhoDeclinesIsForgotten() {
        try (TrackerFixture world = new TrackerFixture(state);
                JourneyTracker tracker = world.start(MapFile.of("shop.yaml", FeedTest.MAP, LocalDate.EPOCH));
                OfferConsumer consumer = new OfferConsumer(
                        world.broker.bootstrapServers(), world.settings().get("schema.registry.url"), offers)) {
            send(world, "ann", "Added", true);
            send(world, "bob", "Added", null);
            await().atMost(Duration.ofSeconds(40)).until(() -> {
                consumer.poll();
                return !said.isEmpty();
            });
            send(world, "ann", "Viewed", false);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll();
                return said.contains("forget ann");
            });
            assertThat(said.get(0))
                    .isEqualTo("ann by app: Help from cart to bought: total price up front, free returns");
            assertThat(said).noneMatch(each -> each.startsWith("bob"));
            assertThat(tracker.live().ok()).isTrue();
        }
    }

    private static void send(TrackerFixture world, String user, String event, Boolean consent) {
        long now = System.currentTimeMillis();
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId(user)
                .setEvent(event)
                .setTime(now)
                .setReceivedAt(now)
                .setMessageId(user + event)
                .setChannel("app")
                .setConsent(consent)
                .setTraits(Map.<String, Object>of("segment", "deals"))
                .build();
        world.sendBytes(world.bytes(touchpoint));
    }
}
