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

class DeliveryTopologyTest {

    private static final String BOTH = "targets: [one, two]";

    @TempDir
    private Path state;

    private static JourneyAlert fresh(DeliveryFixture world, String customer) {
        return TestAlerts.alert(customer, world.now() - 200);
    }

    private static List<String> types(List<AlertDelivery> sent) {
        return sent.stream()
                .map(each -> each.getType() + " " + each.getTarget())
                .toList();
    }

    @Test
    void anAlertGoesToEveryTargetOnceAndItsEndFollows() {
        try (DeliveryFixture world = new DeliveryFixture(state, BOTH)) {
            JourneyAlert alert = fresh(world, "c1");
            world.alert(alert);
            world.alert(alert);
            List<AlertDelivery> sent = world.sent();
            assertThat(types(sent)).containsExactly("raised one", "raised two");
            assertThat(sent.get(0).getId())
                    .matches("msg_[0-9a-f]{32}")
                    .isNotEqualTo(sent.get(1).getId());
            assertThat(world.suppressed("duplicate")).isEqualTo(1);
            world.alert(TestAlerts.with(alert, AlertState.RESOLVED));
            assertThat(types(world.sent())).containsExactly("resolved one", "resolved two");
            world.alert(TestAlerts.with(alert, AlertState.RESOLVED));
            assertThat(world.sent()).isEmpty();
            // What ended it is taken back: it stands again, as a message of its own.
            world.pass(Duration.ofSeconds(1));
            world.alert(alert);
            assertThat(world.sent())
                    .hasSize(2)
                    .noneMatch(each -> sent.get(0).getId().equals(each.getId()));
        }
    }

    @Test
    void whatNeverWasIsRetractedAndWhatNobodyWasToldOfEndsInSilence() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one, what: {stages: checkout}")) {
            JourneyAlert alert = fresh(world, "c1");
            world.alert(TestAlerts.with(alert, AlertState.RESOLVED));
            assertThat(world.sent()).isEmpty();
            world.alert(alert);
            world.sent();
            world.alert(TestAlerts.with(alert, AlertState.RETRACTED));
            assertThat(types(world.sent())).containsExactly("retracted one");
            JourneyAlert elsewhere = fresh(world, "c2");
            elsewhere.setStage("cart");
            world.alert(elsewhere);
            assertThat(world.sent()).isEmpty();
        }
    }

    @Test
    void whatIsSilencedIsNotToldAndAnEscalationWaitsForTheEndOfTheSilence() {
        String escalates = "targets: one, escalate: {after: 10m, to: two}";
        try (DeliveryFixture world = new DeliveryFixture(state, escalates)) {
            JourneyAlert before = fresh(world, "c1");
            world.alert(before);
            assertThat(types(world.sent())).containsExactly("raised one");
            world.silence("{stages: checkout}", Duration.ofMinutes(15));
            world.alert(fresh(world, "c2"));
            JourneyAlert elsewhere = fresh(world, "c3");
            elsewhere.setStage("cart");
            world.alert(elsewhere);
            assertThat(types(world.sent())).as("of the other stage").containsExactly("raised one");
            assertThat(world.suppressed("silenced")).isEqualTo(1);
            world.pass(Duration.ofMinutes(11));
            assertThat(types(world.sent())).as("the other stage's").containsExactly("escalated two");
            assertThat(world.suppressed("silenced")).isEqualTo(2);
            assertThat(world.lives()).containsExactly("ESCALATED desk");
            world.pass(Duration.ofMinutes(10));
            assertThat(types(world.sent()))
                    .as("after the silence, also what nobody was told of")
                    .containsExactlyInAnyOrder("escalated two", "digest one");
            assertThat(world.lives()).containsExactly("ESCALATED desk");
            world.alert(TestAlerts.with(before, AlertState.RESOLVED));
            assertThat(types(world.sent())).containsExactly("resolved one", "resolved two");
        }
    }

    @Test
    void whatStillStandsAfterASilenceIsToldAndWhatIsOverOrTakenCareOfIsNot() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            world.silence("{stages: checkout}", Duration.ofMinutes(8));
            JourneyAlert stands = fresh(world, "stands");
            JourneyAlert over = fresh(world, "over");
            JourneyAlert taken = fresh(world, "taken");
            List.of(stands, over, taken).forEach(world::alert);
            world.alert(stands);
            world.alert(TestAlerts.with(over, AlertState.RESOLVED));
            world.acknowledge(taken);
            world.pass(Duration.ofMinutes(7));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofMinutes(2));
            assertThat(types(world.sent())).containsExactly("raised one");
            world.alert(TestAlerts.with(stands, AlertState.RESOLVED));
            assertThat(types(world.sent())).containsExactly("resolved one");
            world.pass(Duration.ofHours(1));
            assertThat(world.sent()).isEmpty();
        }
    }

    @Test
    void aSilenceThatSomebodyEndsIsOverWithinMinutes() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            world.silence("{stages: checkout}", Duration.ofDays(1));
            world.alert(fresh(world, "c1"));
            world.silence("{stages: elsewhere}", Duration.ofDays(1));
            world.pass(Duration.ofMinutes(6));
            assertThat(types(world.sent())).containsExactly("raised one");
        }
    }

    @Test
    void oldNewsOfAReplayIsToldToThoseWhoAskAlone() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            JourneyAlert alert = fresh(world, "c1");
            alert.setReplay(true);
            world.alert(alert);
            assertThat(world.sent()).isEmpty();
            assertThat(world.suppressed("replay")).isEqualTo(1);
            world.subscribe("targets: one, replays: true");
            world.alert(alert);
            assertThat(world.sent()).hasSize(1);
        }
    }

    @Test
    void aFailedAttemptIsRepeatedWithTheSameIdUntilItIsGivenUpAndCanBeSentAgain() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            world.alert(fresh(world, "c1"));
            AlertDelivery first = world.sent().get(0);
            world.answer(first, DeliveryOutcome.RETRY, null);
            world.answer(first, DeliveryOutcome.RETRY, null);
            world.pass(Duration.ofSeconds(3));
            assertThat(world.sent()).as("before 5 s less a fifth").isEmpty();
            world.pass(Duration.ofSeconds(4));
            AlertDelivery second = world.sent().get(0);
            assertThat(second.getId()).isEqualTo(first.getId());
            assertThat(second.getAttempt()).isEqualTo(2);
            world.answer(second, DeliveryOutcome.RETRY, Duration.ofMinutes(20).toMillis());
            world.pass(Duration.ofMinutes(19));
            assertThat(world.sent()).as("the target asked for 20 minutes").isEmpty();
            world.pass(Duration.ofMinutes(2));
            AlertDelivery third = world.sent().get(0);
            world.answer(third, DeliveryOutcome.RETRY, null);
            world.pass(Duration.ofDays(1));
            assertThat(world.sent()).isEmpty();
            assertThat(world.undelivered()).containsOnlyKeys(first.getId());
            AlertDelivery givenUp = world.undelivered().get(first.getId());
            assertThat(givenUp.getReason()).isEqualTo("RETRY it was");

            world.again(givenUp);
            world.again(givenUp);
            assertThat(world.undelivered()).isEmpty();
            AlertDelivery again = world.sent().get(0);
            assertThat(again.getId()).isEqualTo(first.getId());
            assertThat(again.getAttempt()).isEqualTo(1);
            world.answer(again, DeliveryOutcome.DELIVERED, null);
            assertThat(world.metrics
                            .get("journey.deliveries")
                            .tags("target", "one", "type", "raised", "outcome", "delivered")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(world.metrics
                            .get("journey.deliveries")
                            .tags("outcome", "retried")
                            .counter()
                            .count())
                    .isEqualTo(2);
            assertThat(world.metrics
                            .get("journey.deliveries")
                            .tags("outcome", "failed")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(world.metrics
                            .get("journey.alert.delay")
                            .tags("step", "delivered")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aBusyTargetCostsNoAttempt() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            world.alert(fresh(world, "c1"));
            for (int i = 0; i < 5; i++) {
                AlertDelivery sent = world.sent().get(0);
                assertThat(sent.getAttempt()).isEqualTo(1);
                world.answer(sent, DeliveryOutcome.BUSY, 30_000L);
                world.pass(Duration.ofSeconds(31));
            }
            assertThat(world.sent()).hasSize(1);
            assertThat(world.undelivered()).isEmpty();
        }
    }

    @Test
    void aTargetThatIsGoneGetsNothingMoreUntilItIsDescribedAnew() {
        try (DeliveryFixture world = new DeliveryFixture(state, BOTH)) {
            world.alert(fresh(world, "c1"));
            world.answer(world.sent().get(0), DeliveryOutcome.DISABLE, null);
            assertThat(world.undelivered()).hasSize(1);
            world.alert(fresh(world, "c2"));
            assertThat(types(world.sent())).containsExactly("raised two");
            assertThat(world.undelivered()).hasSize(2);
            world.subscribe(BOTH, "{id: one, type: kafka, topic: another}");
            world.alert(fresh(world, "c3"));
            assertThat(types(world.sent())).containsExactly("raised one", "raised two");
            AlertDelivery kept = world.undelivered().values().iterator().next();
            world.again(kept);
            assertThat(world.sent()).extracting(AlertDelivery::getId).containsExactly(kept.getId());
        }
    }

    @Test
    void alertsOfAGroupAreOneMessageAndTheNextWaitsForTheInterval() {
        try (DeliveryFixture world =
                new DeliveryFixture(state, "targets: one, group: {by: stage, wait: 30s, interval: 5m}")) {
            for (int i = 0; i < 30; i++) {
                world.alert(fresh(world, "c" + i));
            }
            JourneyAlert gone = fresh(world, "gone");
            world.alert(gone);
            world.alert(TestAlerts.with(gone, AlertState.RESOLVED));
            world.pass(Duration.ofSeconds(29));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofSeconds(2));
            AlertDelivery message = world.sent().get(0);
            assertThat(message.getGroup()).isEqualTo("stage=checkout");
            assertThat(message.getCount()).isEqualTo(30);
            assertThat(world.customers(message)).hasSize(20).doesNotContain("gone");
            assertThat(world.suppressed("over-before-told")).isEqualTo(1);

            world.pass(Duration.ofMinutes(1));
            world.alert(fresh(world, "next"));
            world.pass(Duration.ofMinutes(3));
            assertThat(world.sent()).as("within the interval").isEmpty();
            world.pass(Duration.ofMinutes(1));
            assertThat(world.customers(world.sent().get(0))).containsExactly("next");
            world.pass(Duration.ofMinutes(20));
            assertThat(world.sent()).isEmpty();
        }
    }

    @Test
    void afterAnOutageThereIsOneDigestThatSaysHowManyAndHowLate() {
        try (DeliveryFixture world =
                new DeliveryFixture(state, "targets: one, escalate: {after: 1m, to: two}, repeat: 1m")) {
            long hourAgo = world.now() - Duration.ofHours(1).toMillis();
            for (int i = 0; i < 1000; i++) {
                world.alert(TestAlerts.alert("c" + i, hourAgo + i));
                if (i % 200 == 0) {
                    world.pass(Duration.ofSeconds(5));
                }
            }
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofSeconds(30));
            List<AlertDelivery> sent = world.sent();
            assertThat(types(sent)).containsExactly("digest one");
            assertThat(sent.get(0).getCount()).isEqualTo(1000);
            assertThat(Duration.ofMillis(sent.get(0).getLatest()).toMinutes()).isEqualTo(60);
            world.alert(TestAlerts.with(TestAlerts.alert("c7", hourAgo + 7), AlertState.RESOLVED));
            world.pass(Duration.ofMinutes(5));
            assertThat(world.sent()).as("nothing else of them").isEmpty();
            world.alert(fresh(world, "new"));
            assertThat(types(world.sent())).as("live again").containsExactly("raised one");
        }
    }

    @Test
    void anAlertOfFifteenMinutesIsNewsAndOneOfMoreIsNot() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            world.alert(TestAlerts.alert(
                    "just", world.now() - Duration.ofMinutes(15).toMillis()));
            assertThat(types(world.sent())).containsExactly("raised one");
            world.alert(TestAlerts.alert(
                    "late", world.now() - Duration.ofMinutes(15).toMillis() - 1));
            assertThat(world.sent()).isEmpty();
        }
    }

    @Test
    void afterTheFirstAlertOfACustomerAtAStageItIsQuietForAWhile() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one, cool-down: 10m")) {
            world.alert(fresh(world, "c1"));
            world.alert(fresh(world, "c2"));
            JourneyAlert elsewhere = fresh(world, "c1");
            elsewhere.setId("elsewhere");
            elsewhere.setStage("cart");
            world.alert(elsewhere);
            assertThat(world.sent()).as("other customers, other stages").hasSize(3);
            world.pass(Duration.ofMinutes(9));
            JourneyAlert second = fresh(world, "c1");
            world.alert(second);
            world.alert(TestAlerts.with(second, AlertState.RESOLVED));
            assertThat(world.sent()).isEmpty();
            assertThat(world.suppressed("cool-down")).isEqualTo(1);
            world.pass(Duration.ofMinutes(2));
            world.alert(fresh(world, "c1"));
            assertThat(world.sent()).hasSize(1);
        }
    }

    @Test
    void whatNobodyAcknowledgesIsEscalatedAndRepeated() {
        try (DeliveryFixture world =
                new DeliveryFixture(state, "targets: one, repeat: 20m, escalate: {after: 30m, to: two}")) {
            JourneyAlert alert = fresh(world, "c1");
            JourneyAlert cared = fresh(world, "c2");
            world.alert(alert);
            world.alert(cared);
            world.sent();
            world.acknowledge(cared);
            List<AlertDelivery> acknowledged = world.sent();
            assertThat(types(acknowledged)).containsExactly("acknowledged one");
            assertThat(acknowledged.get(0).getAcknowledgedBy()).isEqualTo("ann");
            world.acknowledge(cared);
            assertThat(world.sent()).as("once").isEmpty();
            world.pass(Duration.ofMinutes(19));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofMinutes(2));
            assertThat(types(world.sent())).containsExactly("repeated one");
            world.pass(Duration.ofMinutes(10));
            assertThat(types(world.sent())).containsExactly("escalated two");
            world.pass(Duration.ofMinutes(30));
            assertThat(types(world.sent()))
                    .containsExactly("repeated one", "repeated one")
                    .doesNotContain("escalated two");
            world.alert(TestAlerts.with(alert, AlertState.RESOLVED));
            world.alert(TestAlerts.with(cared, AlertState.RESOLVED));
            assertThat(types(world.sent())).containsExactly("resolved one", "resolved two", "resolved one");
            world.pass(Duration.ofHours(3));
            assertThat(world.sent()).isEmpty();
        }
    }

    @Test
    void duringQuietHoursAlertsWaitAndAreOneMessageInTheMorning() {
        try (DeliveryFixture world = new DeliveryFixture(
                state, "targets: one, hours: {zone: UTC, quiet: {from: '12:00', to: '12:30'}, except: critical}")) {
            world.alert(fresh(world, "c1"));
            world.alert(fresh(world, "c2"));
            JourneyAlert over = fresh(world, "over");
            world.alert(over);
            world.alert(TestAlerts.with(over, AlertState.RESOLVED));
            JourneyAlert critical = fresh(world, "c3");
            critical.setSeverity("critical");
            world.alert(critical);
            assertThat(world.customers(world.sent().get(0))).containsExactly("c3");
            world.pass(Duration.ofMinutes(29));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofMinutes(2));
            List<AlertDelivery> morning = world.sent();
            assertThat(types(morning)).containsExactly("raised one");
            assertThat(world.customers(morning.get(0))).containsExactly("c1", "c2");
            world.alert(fresh(world, "c4"));
            assertThat(world.sent()).hasSize(1);
        }
    }

    @Test
    void anAlertThatStandsForAMonthIsFollowedNoLonger() {
        try (DeliveryFixture world = new DeliveryFixture(state, "targets: one")) {
            JourneyAlert alert = fresh(world, "c1");
            world.alert(alert);
            world.sent();
            world.pass(Duration.ofDays(30).minusSeconds(10));
            assertThat(world.sent()).isEmpty();
            world.pass(Duration.ofSeconds(20));
            assertThat(types(world.sent())).containsExactly("expired one");
            world.alert(TestAlerts.with(alert, AlertState.RESOLVED));
            assertThat(world.sent()).isEmpty();
        }
    }

    @Test
    void whoeverUnsubscribesHearsNothingMore() {
        try (DeliveryFixture world =
                new DeliveryFixture(state, "targets: one, group: {by: stage, wait: 30s}, repeat: 5m")) {
            world.alert(fresh(world, "c1"));
            world.unsubscribe();
            world.pass(Duration.ofHours(1));
            assertThat(world.sent()).isEmpty();
            assertThat(world.suppressed("unsubscribed")).isEqualTo(1);
        }
    }
}
