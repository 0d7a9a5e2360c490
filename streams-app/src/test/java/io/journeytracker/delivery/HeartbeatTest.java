package io.journeytracker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.DeliveryOutcome;
import io.journeytracker.testing.TestAlerts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert that must always arrive: when it stops, the way from the topic to the target is broken. */
class HeartbeatTest {

    @TempDir
    private Path state;

    private static List<String> types(List<AlertDelivery> sent) {
        return sent.stream()
                .map(each -> each.getType() + " " + each.getTarget())
                .toList();
    }

    @Test
    void everyIntervalEachTargetHearsOnceThatAlertsAreDelivered() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: [one, two], heartbeat: 1m")) {
            world.alert(TestAlerts.alert("c1", world.now()));
            assertThat(world.sent()).as("nothing was said of alerts").isEmpty();
            world.pass(Duration.ofSeconds(5));
            List<AlertDelivery> first = world.sent();
            assertThat(types(first)).containsExactly("heartbeat one", "heartbeat two");
            assertThat(first.get(0).getInterval()).isEqualTo(60_000);
            world.pass(Duration.ofSeconds(50));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofSeconds(10));
            List<AlertDelivery> second = world.sent();
            assertThat(types(second)).containsExactly("heartbeat one", "heartbeat two");
            assertThat(second.get(0).getId()).isNotEqualTo(first.get(0).getId());
            world.answer(second.get(0), DeliveryOutcome.DELIVERED, null);
            assertThat(world.metrics
                            .get("journey.heartbeat.delivered.timestamp")
                            .tags("subscription", "desk", "target", "one")
                            .gauge()
                            .value())
                    .isEqualTo(world.now() / 1e3);
        }
    }

    @Test
    void anIntervalOfWhichItWasToldAlreadyIsNotToldAgainByAnotherInstance() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one, heartbeat: 1m")) {
            world.pass(Duration.ofSeconds(5));
            assertThat(world.sent()).hasSize(1);
            long begin = world.now() - world.now() % 60_000;
            world.beat(begin);
            world.beat(begin - 60_000);
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofMinutes(3));
            world.sent();
            world.beat(begin + 60_000);
            assertThat(world.sent()).as("what is late is no sign of life").isEmpty();
        }
    }

    @Test
    void oneThatDoesNotArriveIsTriedUntilTheNextAndNotKept() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one, heartbeat: 1m")) {
            world.pass(Duration.ofSeconds(2));
            AlertDelivery first = world.sent().get(0);
            world.answer(first, DeliveryOutcome.RETRY, null);
            world.pass(Duration.ofSeconds(10));
            AlertDelivery again = world.sent().get(0);
            assertThat(again.getId()).isEqualTo(first.getId());
            world.answer(again, DeliveryOutcome.RETRY, null);
            world.pass(Duration.ofSeconds(40));
            assertThat(world.sent())
                    .as("the next try would be after the next heartbeat")
                    .isEmpty();
            assertThat(world.metrics
                            .get("journey.deliveries")
                            .tags("type", "heartbeat", "outcome", "failed")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(world.undelivered()).isEmpty();
            world.pass(Duration.ofSeconds(20));
            AlertDelivery next = world.sent().get(0);
            assertThat(next.getId()).isNotEqualTo(first.getId());
            world.answer(next, DeliveryOutcome.DISABLE, null);
            world.pass(Duration.ofMinutes(2));
            assertThat(world.undelivered()).isEmpty();
        }
    }

    @Test
    void whoeverWantsAlertsBesideSaysWhich() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one, heartbeat: 1h, what: {kinds: stall}")) {
            world.pass(Duration.ofSeconds(5));
            world.alert(TestAlerts.alert("c1", world.now()));
            assertThat(types(world.sent())).containsExactly("heartbeat one", "raised one");
        }
    }
}
