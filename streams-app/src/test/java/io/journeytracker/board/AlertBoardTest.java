package io.journeytracker.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.board.BoardAlert.Phase;
import io.journeytracker.schema.AlertLife;
import io.journeytracker.schema.AlertLifeKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.TestAlerts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlertBoardTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final int MOST = 3;

    private final Changes changes = new Changes();
    private final AlertBoard board = new AlertBoard(MOST, changes);

    private static JourneyAlert alert(String customer, int minute) {
        return TestAlerts.alert(
                customer,
                NOW.minus(Duration.ofHours(1)).plus(Duration.ofMinutes(minute)).toEpochMilli());
    }

    private static AlertLife life(JourneyAlert alert, AlertLifeKind kind, long at, String who) {
        return AlertLife.newBuilder()
                .setAlert(alert.getId())
                .setKind(kind)
                .setAt(at)
                .setBy(who)
                .setSubscription(who)
                .build();
    }

    private static AlertLife taken(JourneyAlert alert, String who) {
        return life(alert, AlertLifeKind.ACKNOWLEDGED, alert.getRaised() + 1000, who);
    }

    private BoardAlert found(JourneyAlert alert) {
        return board.find(alert.getId()).orElseThrow();
    }

    @Test
    void theFirstWhoTakesCareCountsWhicheverTopicIsReadFirst() {
        JourneyAlert first = alert("c1", 1);
        JourneyAlert second = alert("c2", 2);
        board.take(first);
        assertThat(board.take(taken(first, "ann"))).contains(first);
        assertThat(board.take(taken(first, "bob"))).isEmpty();
        board.take(taken(second, "ann"));
        board.take(second);
        for (JourneyAlert alert : List.of(first, second)) {
            assertThat(found(alert).phase(NOW)).isEqualTo(Phase.ACKNOWLEDGED);
            assertThat(found(alert).acknowledgement().orElseThrow().by()).isEqualTo("ann");
        }
    }

    @Test
    void oneThatStandsAgainIsNotAcknowledgedAndItsEndIsTheLastWord() {
        JourneyAlert alert = alert("c1", 1);
        board.take(alert);
        board.take(taken(alert, "ann"));
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        assertThat(found(alert).phase(NOW)).isEqualTo(Phase.RESOLVED);
        JourneyAlert again = JourneyAlert.newBuilder(alert)
                .setRaised(alert.getRaised() + 5000)
                .build();
        board.take(again);
        assertThat(found(alert).phase(NOW)).isEqualTo(Phase.RAISED);
        board.take(TestAlerts.with(again, AlertState.RETRACTED));
        assertThat(found(alert).phase(NOW)).isEqualTo(Phase.RETRACTED);
        assertThat(found(alert).alert().getState()).as("as it was raised").isEqualTo(AlertState.RAISED);
    }

    @Test
    void itExpiresAfterThirtyDaysAndTheEndOfOneThatNobodyKnowsIsNone() {
        JourneyAlert alert = alert("c1", 1);
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        assertThat(board.newest()).isEmpty();
        board.take(alert);
        Instant end = Instant.ofEpochMilli(alert.getRaised()).plus(Duration.ofDays(30));
        assertThat(found(alert).phase(end)).isEqualTo(Phase.RAISED);
        assertThat(found(alert).phase(end.plusMillis(1))).isEqualTo(Phase.EXPIRED);
    }

    @Test
    void theNewestAreKeptNewestFirst() {
        List<JourneyAlert> alerts =
                List.of(alert("c3", 3), alert("c1", 1), alert("c5", 5), alert("c4", 4), alert("c2", 2));
        alerts.forEach(board::take);
        assertThat(board.newest())
                .extracting(each -> each.alert().getCustomer())
                .containsExactly("c5", "c4", "c3");
        assertThat(board.find(alerts.get(1).getId())).isEmpty();
    }

    @Test
    void whoListsThemWaitsForNobodyAndHoldsUpNobody() throws Exception {
        board.take(alert("c1", 1));
        synchronized (board) {
            assertThat(CompletableFuture.supplyAsync(board::newest).get(5, TimeUnit.SECONDS))
                    .hasSize(1);
        }
    }

    @Test
    void whatIsReadAgainAfterAFailureIsNoNews() {
        JourneyAlert alert = alert("c1", 1);
        changes.begin();
        for (int reading = 0; reading < 2; reading++) {
            board.take(alert);
            board.take(life(alert, AlertLifeKind.ESCALATED, alert.getRaised() + 10, "desk"));
            board.take(taken(alert, "ann"));
        }
        assertThat(found(alert).escalations()).hasSize(1);
        assertThat(changes.since(0, 100)).hasSize(3);
    }

    @Test
    void whatHappensIsToldOnceFromTheBeginningOnAndEscalationsToo() {
        JourneyAlert before = alert("c1", 1);
        board.take(before);
        changes.begin();
        JourneyAlert alert = alert("c2", 2);
        board.take(alert);
        board.take(alert);
        board.take(life(alert, AlertLifeKind.ESCALATED, alert.getRaised() + 10, "desk"));
        board.take(taken(alert, "ann"));
        board.take(taken(alert, "bob"));
        board.take(TestAlerts.with(alert, AlertState.RESOLVED));
        assertThat(changes.since(0, 100))
                .extracting(each -> each.number() + " " + each.what())
                .containsExactly("0 raised", "1 escalated", "2 acknowledged", "3 resolved");
        assertThat(changes.since(2, 1)).extracting(each -> each.what()).containsExactly("acknowledged");
        assertThat(found(alert).escalations())
                .extracting(each -> each.subscription())
                .containsExactly("desk");
    }

    @Test
    void changesThatAreTooOldAreKnownToBeMissing() {
        changes.begin();
        board.take(alert("c1", 1));
        BoardAlert any = board.newest().get(0);
        for (int i = 0; i < Changes.MOST; i++) {
            changes.add("raised", Optional.empty(), any);
        }
        assertThat(changes.knows(0)).isFalse();
        assertThat(changes.knows(1)).isTrue();
        assertThat(changes.knows(changes.next())).isTrue();
        assertThat(changes.knows(changes.next() + 1)).isFalse();
        assertThat(changes.since(0, 1).get(0).number()).isEqualTo(1);
    }
}
