package io.journeytracker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.DeliveryEvent;
import io.journeytracker.schema.DeliveryOutcome;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.testing.TestAlerts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided about records that cannot be read, and about targets that are too slow. */
class HardTimesTest {

    @TempDir
    private Path state;

    private static JourneyAlert fresh(DeliveryFixture world, String customer) {
        return TestAlerts.alert(customer, world.now() - 200);
    }

    @Test
    void whatCannotBeReadIsADeadLetterAndTheNextOneIsTold() {
        StoredRecords<DeliveryEvent> events = new StoredRecords<>(DeliveryEvent.class);
        ByteBuffer garbage = ByteBuffer.wrap("no alert".getBytes(StandardCharsets.UTF_8));
        DeliveryEvent bare =
                DeliveryEvent.newBuilder().setSubscription("desk").setAt(1).build();
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            world.say("no event".getBytes(StandardCharsets.UTF_8));
            world.say((byte[]) null);
            world.say(events.encode(bare));
            world.say(events.encode(
                    DeliveryEvent.newBuilder(bare).setAlert(garbage).build()));
            world.say(events.encode(
                    DeliveryEvent.newBuilder(bare).setAgain(garbage).build()));
            assertThat(world.deadLetters()).hasSize(5).containsOnly("undecodable");
            world.alert(fresh(world, "c1"));
            assertThat(world.sent()).hasSize(1);
            assertThat(world.deadLetters()).isEmpty();
        }
    }

    @Test
    void oneThatFindsNoRoomIsSentRoundEverLessAndGivenUpInTheEnd() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: two")) {
            world.alert(fresh(world, "c1"));
            int rounds = 0;
            long began = world.now();
            long last = began;
            while (world.undelivered().isEmpty()
                    && world.now() - began < Duration.ofDays(8).toMillis()) {
                for (AlertDelivery sent : world.sent()) {
                    assertThat(sent.getAttempt()).isEqualTo(1);
                    world.answer(sent, DeliveryOutcome.BUSY, 30_000L);
                    rounds++;
                    last = world.now();
                }
                world.skip(Duration.ofMinutes(5));
            }
            // Four days at most, within the seven that the outbox keeps its messages.
            assertThat(Duration.ofMillis(last - began)).isBetween(Duration.ofDays(3), Duration.ofDays(4));
            assertThat(rounds).isBetween(70, 150);
            AlertDelivery givenUp = world.undelivered().values().iterator().next();
            assertThat(givenUp.getReason()).isEqualTo("the target was too slow for all its messages");

            world.again(givenUp);
            AlertDelivery again = world.sent().get(0);
            world.answer(again, DeliveryOutcome.BUSY, 30_000L);
            world.pass(Duration.ofSeconds(31));
            assertThat(world.sent()).as("its time begins anew").hasSize(1);
            assertThat(world.undelivered()).isEmpty();
        }
    }

    @Test
    void aTargetThatAsksForEverMorePatienceDoesNotGetItForEver() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: two")) {
            world.alert(fresh(world, "c1"));
            long began = world.now();
            while (world.undelivered().isEmpty()
                    && world.now() - began < Duration.ofDays(12).toMillis()) {
                world.sent()
                        .forEach(sent -> world.answer(
                                sent, DeliveryOutcome.RETRY, Duration.ofDays(1).toMillis()));
                world.skip(Duration.ofHours(1));
            }
            assertThat(Duration.ofMillis(world.now() - began)).isLessThan(Duration.ofDays(4));
        }
    }

    @Test
    void aMonthAfterADigestItsAlertsEndInSilence() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            for (int i = 0; i < 30; i++) {
                world.alert(TestAlerts.alert(
                        "c" + i, world.now() - Duration.ofHours(1).toMillis()));
            }
            world.pass(Duration.ofSeconds(30));
            assertThat(world.sent()).extracting(AlertDelivery::getType).containsExactly("digest");
            world.skip(Duration.ofDays(31));
            world.skip(Duration.ofSeconds(1));
            assertThat(world.sent()).isEmpty();
            assertThat(world.suppressed("digest")).isEqualTo(30);
        }
    }

    @Test
    void anAlertThatIsOverWithinItsGroupLeavesTheIntervalToTheNext() {
        try (DeliveryFixture world =
                new DeliveryFixture(state, "targets: one, group: {by: stage, wait: 30s, interval: 5m}")) {
            world.alert(fresh(world, "c1"));
            world.pass(Duration.ofSeconds(31));
            assertThat(world.sent()).hasSize(1);
            JourneyAlert brief = fresh(world, "brief");
            world.alert(brief);
            world.alert(TestAlerts.with(brief, AlertState.RESOLVED));
            world.alert(fresh(world, "next"));
            world.pass(Duration.ofMinutes(4));
            assertThat(world.sent()).as("within the interval").isEmpty();
            world.pass(Duration.ofMinutes(1));
            List<AlertDelivery> second = world.sent();
            assertThat(second).hasSize(1);
            assertThat(world.customers(second.get(0))).containsExactly("next");
        }
    }

    @Test
    void aGroupWhoseOnlyAlertIsOverWaitsForTheNextAsIfThereHadBeenNone() {
        try (DeliveryFixture world =
                new DeliveryFixture(state, "targets: one, group: {by: stage, wait: 30s, interval: 5m}")) {
            JourneyAlert brief = fresh(world, "brief");
            world.alert(brief);
            world.alert(TestAlerts.with(brief, AlertState.RESOLVED));
            world.pass(Duration.ofSeconds(20));
            world.alert(fresh(world, "next"));
            world.pass(Duration.ofSeconds(29));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofSeconds(2));
            assertThat(world.sent()).hasSize(1);
        }
    }
}
