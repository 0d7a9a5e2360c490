package io.journeytracker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.DeliveryOutcome;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.TestAlerts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of messages and timers of an alert that is over, stands again or cannot be told yet. */
class AlertLifeTest {

    @TempDir
    private Path state;

    private static JourneyAlert fresh(DeliveryFixture world, String customer) {
        return TestAlerts.alert(customer, world.now() - 200);
    }

    private static JourneyAlert over(JourneyAlert alert) {
        return TestAlerts.with(alert, AlertState.RESOLVED);
    }

    private static List<String> types(List<AlertDelivery> sent) {
        return sent.stream()
                .map(each -> each.getType() + " " + each.getTarget())
                .toList();
    }

    @Test
    void whatCouldNotBeDeliveredBeforeTheEndIsNotSentAfterIt() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: [one, two], repeat: 20m")) {
            JourneyAlert alert = fresh(world, "c1");
            world.alert(alert);
            List<AlertDelivery> raised = world.sent();
            world.answer(raised.get(0), DeliveryOutcome.RETRY, null);
            world.alert(over(alert));
            assertThat(types(world.sent())).containsExactly("resolved one", "resolved two");
            world.answer(raised.get(1), DeliveryOutcome.BUSY, 30_000L);
            world.pass(Duration.ofMinutes(10));
            assertThat(world.sent()).isEmpty();
            assertThat(world.suppressed("over")).isEqualTo(2);
            assertThat(world.undelivered()).isEmpty();

            JourneyAlert standing = fresh(world, "c2");
            world.alert(standing);
            world.answer(world.sent().get(0), DeliveryOutcome.BUSY, 30_000L);
            world.pass(Duration.ofSeconds(31));
            assertThat(types(world.sent())).containsExactly("raised one");
            world.pass(Duration.ofMinutes(20));
            AlertDelivery repeated = world.sent().get(0);
            assertThat(repeated.getType()).isEqualTo("repeated");
            world.answer(repeated, DeliveryOutcome.RETRY, null);
            world.alert(over(standing));
            AlertDelivery end = world.sent().get(0);
            world.answer(end, DeliveryOutcome.RETRY, null);
            world.pass(Duration.ofSeconds(20));
            assertThat(types(world.sent())).as("the end itself").containsExactly("resolved one");
        }
    }

    @Test
    void ofOneThatStandsAgainTheOldMessageIsNotSentBesideTheNew() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            JourneyAlert alert = fresh(world, "c1");
            world.alert(alert);
            world.answer(world.sent().get(0), DeliveryOutcome.BUSY, 30_000L);
            world.alert(over(alert));
            world.pass(Duration.ofSeconds(1));
            world.alert(alert);
            assertThat(types(world.sent())).containsExactly("resolved one", "raised one");
            world.pass(Duration.ofMinutes(1));
            assertThat(world.sent()).isEmpty();
        }
    }

    @Test
    void whatWasGivenUpIsNotSentAgainOnceItIsOver() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            JourneyAlert alert = fresh(world, "c1");
            world.alert(alert);
            AlertDelivery raised = world.sent().get(0);
            world.answer(raised, DeliveryOutcome.GIVE_UP, null);
            AlertDelivery givenUp = world.undelivered().get(raised.getId());
            world.alert(over(alert));
            world.sent();
            world.again(givenUp);
            assertThat(world.sent()).isEmpty();
            assertThat(world.undelivered()).isEmpty();
            assertThat(world.suppressed("over")).isEqualTo(1);
        }
    }

    @Test
    void anAlertThatNobodyHeardOfDoesNotKeepTheNextQuiet() {
        try (DeliveryFixture world =
                new DeliveryFixture(state, "targets: one, cool-down: 1h, group: {by: stage, wait: 30s}")) {
            JourneyAlert first = fresh(world, "c1");
            world.alert(first);
            world.alert(over(first));
            world.pass(Duration.ofMinutes(10));
            world.alert(fresh(world, "c1"));
            world.pass(Duration.ofMinutes(1));
            assertThat(types(world.sent())).containsExactly("raised one");
            assertThat(world.suppressed("cool-down")).isZero();
            world.pass(Duration.ofMinutes(5));
            world.alert(fresh(world, "c1"));
            assertThat(world.suppressed("cool-down")).isEqualTo(1);
        }
    }

    @Test
    void duringQuietHoursARepetitionWaitsOnceAndGoesWithItsAlert() {
        try (DeliveryFixture world = new DeliveryFixture(
                state,
                "targets: one, repeat: 11m, escalate: {after: 5m, to: two},"
                        + " hours: {zone: UTC, quiet: {from: '12:01', to: '14:00'}}")) {
            JourneyAlert standing = fresh(world, "c1");
            JourneyAlert over = fresh(world, "c2");
            JourneyAlert cared = fresh(world, "c3");
            List.of(standing, over, cared).forEach(world::alert);
            assertThat(world.sent()).hasSize(3);
            world.pass(Duration.ofMinutes(60));
            world.acknowledge(cared);
            world.alert(over(over));
            world.sent();
            world.pass(Duration.ofMinutes(60).plusSeconds(30));
            List<AlertDelivery> afternoon = world.sent();
            assertThat(types(afternoon)).containsExactlyInAnyOrder("repeated one", "escalated two", "resolved one");
            for (AlertDelivery each : afternoon) {
                assertThat(each.getCount()).as(each.getType()).isEqualTo(1);
                assertThat(world.customers(each)).containsExactly(each.getType().equals("resolved") ? "c2" : "c1");
            }
        }
    }

    @Test
    void oneThatStandsAgainHasTheTimersOfItsNewLifeAlone() {
        try (DeliveryFixture world =
                new DeliveryFixture(state, "targets: one, repeat: 20m, escalate: {after: 30m, to: two}")) {
            JourneyAlert alert = fresh(world, "c1");
            world.alert(alert);
            world.pass(Duration.ofMinutes(5));
            world.alert(over(alert));
            world.pass(Duration.ofMinutes(1));
            world.alert(alert);
            world.sent();
            world.pass(Duration.ofMinutes(19));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofMinutes(2));
            assertThat(types(world.sent())).containsExactly("repeated one");
            world.pass(Duration.ofMinutes(8));
            assertThat(world.sent()).as("the first life's escalation").isEmpty();
            world.pass(Duration.ofMinutes(12));
            assertThat(types(world.sent())).containsExactly("escalated two", "repeated one");
        }
    }

    @Test
    void oneThatStandsAgainIsFollowedForAWholeMonth() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            JourneyAlert alert = fresh(world, "c1");
            alert.setDue(world.now() + Duration.ofDays(12).toMillis());
            world.alert(alert);
            world.alert(over(alert));
            world.pass(Duration.ofDays(12));
            world.alert(alert);
            world.sent();
            world.pass(Duration.ofDays(29));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofDays(2));
            assertThat(types(world.sent())).containsExactly("expired one");
        }
    }

    @Test
    void whatWaitsForARetryIsNotSentToATargetThatIsGone() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            world.alert(fresh(world, "c1"));
            world.alert(fresh(world, "c2"));
            List<AlertDelivery> sent = world.sent();
            world.answer(sent.get(0), DeliveryOutcome.RETRY, null);
            world.answer(sent.get(1), DeliveryOutcome.DISABLE, null);
            world.pass(Duration.ofMinutes(1));
            assertThat(world.sent()).isEmpty();
            assertThat(world.undelivered())
                    .containsOnlyKeys(sent.get(0).getId(), sent.get(1).getId());
            assertThat(world.undelivered().get(sent.get(0).getId()).getReason()).isEqualTo("the target is disabled");
        }
    }

    @Test
    void whatIsReadyOnlyAfterTheHoursEndedWaitsForThemUnlessOneOfItNeverWaits() {
        try (DeliveryFixture world = new DeliveryFixture(
                state,
                "targets: one, group: {wait: 2m, interval: 5m},"
                        + " hours: {zone: UTC, quiet: {from: '12:01', to: '14:00'}, except: critical}")) {
            world.alert(fresh(world, "c1"));
            world.pass(Duration.ofMinutes(10));
            assertThat(world.sent()).isEmpty();
            JourneyAlert critical = fresh(world, "c2");
            critical.setSeverity("critical");
            world.alert(critical);
            world.pass(Duration.ofMinutes(3));
            assertThat(world.customers(world.sent().get(0))).containsExactly("c1", "c2");
            world.pass(Duration.ofHours(3));
            assertThat(world.sent()).isEmpty();
        }
    }

    @Test
    void whatIsReadyOnlyAfterTheHoursEndedIsToldWhenTheyBegin() {
        try (DeliveryFixture world = new DeliveryFixture(
                state, "targets: one, group: {wait: 2m}, hours: {zone: UTC, quiet: {from: '12:01', to: '14:00'}}")) {
            world.alert(fresh(world, "c1"));
            world.pass(Duration.ofMinutes(119));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofMinutes(2));
            assertThat(types(world.sent())).containsExactly("raised one");
        }
    }
}
