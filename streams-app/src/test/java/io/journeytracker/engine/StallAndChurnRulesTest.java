package io.journeytracker.engine;

import static io.journeytracker.engine.Happens.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.journeytracker.definition.Feeling;
import io.journeytracker.definition.Stall.Clock;
import io.journeytracker.definition.Stall.Resets;
import io.journeytracker.schema.TransitionKind;
import org.junit.jupiter.api.Test;

/** What falls due, as docs/engine.md words it; expected by hand. Stages: 0 browse, 1 cart, 2 paid. */
class StallAndChurnRulesTest {

    private static MapOf shop() {
        return MapOf.stages("browse", "cart", "paid");
    }

    @Test
    void aGapOfExactlyTheTimeoutIsNoStall() {
        Customer customer = new Customer(shop().stall("browse", 10)).after(at(0).stage(0), at(10), at(20));
        assertThat(customer.told()).containsExactly("0 ENTERED browse");
    }

    @Test
    void aGapOneMillisecondLongerIsAStallThatTheNextTouchpointEnds() {
        Customer customer = new Customer(shop().stall("browse", 10)).after(at(0).stage(0), at(11));
        assertThat(customer.told()).containsExactly("0 ENTERED browse", "10 STALLED browse", "11 RECOVERED browse");
        assertThat(customer.last().since()).isEqualTo(0);
        assertThat(customer.last().due()).isEqualTo(10);
    }

    @Test
    void theClockHasToPassTheDueTime() {
        Customer customer = new Customer(shop().stall("browse", 10)).after(at(0).stage(0));
        assertThat(customer.engine.due(customer.state)).isEqualTo(10);
        assertThat(customer.clock(10).told()).containsExactly("0 ENTERED browse");
        assertThat(customer.clock(11).told()).containsExactly("10 STALLED browse");
    }

    @Test
    void oneGapStallsOnce() {
        Customer customer = new Customer(shop().stall("browse", 10)).after(at(0).stage(0));
        assertThat(customer.clock(1000).told()).containsExactly("0 ENTERED browse", "10 STALLED browse");
        assertThat(customer.engine.due(customer.state)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theClockOfTheStageStallsOncePerVisitAndIsEndedByTheMove() {
        Customer customer = new Customer(shop().stall("browse", 10, Clock.STAGE, Resets.ANY))
                .after(at(0).stage(0), at(8), at(12), at(40), at(50).stage(1));
        assertThat(customer.told())
                .containsExactly(
                        "0 ENTERED browse", "10 STALLED browse", "50 RECOVERED browse", "50 ADVANCED browse>cart");
    }

    @Test
    void onlyTouchpointsThatTheMapNamesResetAClockOfMatchedOnes() {
        Customer customer = new Customer(shop().stall("cart", 10, Clock.ACTIVITY, Resets.MATCHED))
                .after(at(0).stage(1), at(5), at(12), at(14).stage(0), at(24), at(25));
        assertThat(customer.told())
                .containsExactly("0 ENTERED cart", "10 STALLED cart", "14 RECOVERED cart", "24 STALLED cart");
    }

    @Test
    void enteringAStageResetsItsStallClock() {
        Customer customer = new Customer(shop().stall("cart", 10)).after(at(0).stage(0), at(30).stage(1));
        assertThat(customer.clock(41).told())
                .containsExactly("0 ENTERED browse", "30 ADVANCED browse>cart", "40 STALLED cart");
    }

    @Test
    void noneAndTerminalStagesNeverStallOrChurn() {
        Customer customer = new Customer(
                shop().stall("paid", 5).silent("paid", 5).stall("browse", 5).silent("browse", 5));
        customer.after(at(0), at(20).stage(2)).clock(100);
        assertThat(customer.told()).containsExactly("0 ENTERED none", "20 ADVANCED none>paid", "20 COMPLETED paid");
    }

    @Test
    void churnSupersedesAStandingStall() {
        Customer customer = new Customer(shop().stall("browse", 10).silent("browse", 30)).after(at(0).stage(0));
        assertThat(customer.clock(31).told())
                .containsExactly("0 ENTERED browse", "10 STALLED browse", "30 SUPERSEDED browse", "30 CHURNED browse");
    }

    @Test
    void stallComesBeforeChurnAndChurnBeforeExpiryAtOneTime() {
        Customer customer = new Customer(
                        shop().stall("browse", 10).silent("browse", 10).grace(5).retention(10))
                .after(at(0).stage(0));
        assertThat(customer.clock(11).told())
                .containsExactly(
                        "0 ENTERED browse",
                        "10 STALLED browse",
                        "10 SUPERSEDED browse",
                        "10 CHURNED browse",
                        "10 SUPERSEDED browse");
    }

    @Test
    void theShortestSilenceChurnsAndOfEqualOnesTheFirstListed() {
        Customer customer = new Customer(
                        shop().silent("browse", 30).silent("browse", 20).silent("browse", 20))
                .after(at(0).stage(0))
                .clock(21);
        assertThat(customer.told()).containsExactly("0 ENTERED browse", "20 CHURNED browse");
        assertThat(customer.last().rule()).isEqualTo(1);
    }

    @Test
    void anyTouchpointPutsOffChurnBySilence() {
        Customer customer = new Customer(shop().silent("browse", 10)).after(at(0).stage(0), at(10), at(20), at(31));
        assertThat(customer.told())
                .containsExactly("0 ENTERED browse", "30 CHURNED browse", "31 RETURNED browse>browse");
        assertThat(customer.last().since()).isEqualTo(20);
        assertThat(customer.last().due()).isEqualTo(30);
        assertThat(customer.last().visitSince()).isEqualTo(31);
    }

    @Test
    void whoReturnsWithATouchpointOfALaterStageReturnsThere() {
        Customer customer = new Customer(shop().silent("browse", 10)).after(at(0).stage(0), at(50).stage(2));
        assertThat(customer.told())
                .containsExactly(
                        "0 ENTERED browse", "10 CHURNED browse", "50 RETURNED browse>paid", "50 COMPLETED paid");
    }

    @Test
    void whoReturnsOnlyToLeaveLeavesANewVisit() {
        Customer customer =
                new Customer(shop().silent("browse", 10).exit("cancelled", null)).after(at(0).stage(0), at(50).exit(0));
        assertThat(customer.told())
                .containsExactly(
                        "0 ENTERED browse", "10 CHURNED browse", "50 RETURNED browse>browse", "50 EXITED browse");
        assertThat(customer.last().visitSince()).isEqualTo(50);
    }

    @Test
    void aChurnByAnEventIsTakenBackAsItWasToldWhateverWasFeltSince() {
        Customer customer = new Customer(shop().grace(5).gone("browse", null))
                .after(at(0).stage(0).felt(-900), at(5).gone(0));
        assertThat(customer.last().dissatisfied()).isTrue();
        customer.after(at(9).felt(900), at(30).felt(900)).gone();
        assertThat(customer.retracted)
                .extracting(Transition::kind, Transition::dissatisfied)
                .containsExactly(tuple(TransitionKind.CHURNED, true));
    }

    @Test
    void churnByAnEventIsFinalAndLeavesFeltAsTheRuleSays() {
        Customer customer = new Customer(
                        shop().notSticky().exit("cancelled", null).gone("browse", Feeling.DISSATISFIED))
                .after(at(0).stage(0), at(5).gone(0), at(9).stage(1), at(10).exit(0));
        assertThat(customer.told()).containsExactly("0 ENTERED browse", "5 CHURNED browse");
        assertThat(customer.last().dissatisfied()).isTrue();
        assertThat(customer.last().since()).isEqualTo(5);
        assertThat(customer.last().due()).isEqualTo(Transition.NEVER);
    }

    @Test
    void onlyTheChurnRulesOfTheStageStoodInCount() {
        Customer customer =
                new Customer(shop().gone("browse", null).gone("cart", null)).after(at(0).stage(0), at(5).gone(1));
        assertThat(customer.told()).containsExactly("0 ENTERED browse");
    }

    @Test
    void expiryEndsTheVisitAndTheNextTouchpointIsAFirstOne() {
        Customer customer =
                new Customer(shop().grace(5).retention(10).stall("cart", 4)).after(at(0).stage(1), at(30).stage(0));
        assertThat(customer.told())
                .containsExactly(
                        "0 ENTERED cart",
                        "4 STALLED cart",
                        "10 SUPERSEDED cart",
                        "10 EXPIRED cart",
                        "30 ENTERED browse");
        assertThat(customer.state.standing().visited).isEqualTo(0b001);
    }

    @Test
    void aJourneyThatEndedExpiresInSilence() {
        Customer customer = new Customer(shop().grace(5).retention(10)).after(at(0).stage(2), at(10), at(21).stage(0));
        assertThat(customer.told()).containsExactly("0 ENTERED paid", "0 COMPLETED paid", "21 ENTERED browse");
    }

    @Test
    void whoReentersAfterAChurnByAnEventEndsThatChurn() {
        Customer customer = new Customer(shop().gone("browse", null).reentry(0))
                .after(at(0).stage(0), at(5).gone(0), at(7), at(9).again().stage(1));
        assertThat(customer.told())
                .containsExactly("0 ENTERED browse", "5 CHURNED browse", "9 SUPERSEDED browse", "9 REENTERED cart");
        Transition over = customer.transitions.get(2);
        assertThat(over.rule()).isZero();
        assertThat(over.since()).isEqualTo(5);
        assertThat(over.due()).isEqualTo(Transition.NEVER);
        assertThat(over.instance()).isEqualTo(1);
        assertThat(over.endsVisit()).as("the visit had its outcome").isFalse();
    }

    @Test
    void aChurnThatNeverWasIsTakenBackAfterWhatEndedIt() {
        Customer customer = new Customer(shop().gone("browse", null).reentry(4))
                .after(at(0).stage(0), at(5).gone(0), at(9).again().stage(1));
        customer.told();
        customer.takes(at(3).stage(1));
        assertThat(customer.told())
                .containsExactly(
                        "not 9 REENTERED cart",
                        "not 9 SUPERSEDED browse",
                        "not 5 CHURNED browse",
                        "3 ADVANCED browse>cart");
    }

    @Test
    void aChurnThatCameEarlierIsToldAndEndedAnew() {
        Customer customer = new Customer(shop().gone("browse", null).reentry(4))
                .after(at(0).stage(0), at(5).gone(0), at(9).again().stage(1));
        customer.told();
        customer.takes(at(3).gone(0));
        assertThat(customer.told())
                .containsExactly(
                        "not 9 SUPERSEDED browse", "not 5 CHURNED browse", "3 CHURNED browse", "9 SUPERSEDED browse");
    }

    @Test
    void whoIsForgottenAfterAChurnBySilenceEndsThatChurn() {
        Customer customer = new Customer(
                        shop().grace(5).retention(30).silent("browse", 10).silent("browse", 8))
                .after(at(0).stage(0))
                .clock(9);
        assertThat(customer.told()).containsExactly("0 ENTERED browse", "8 CHURNED browse");
        assertThat(customer.engine.due(customer.state)).isEqualTo(30);
        assertThat(customer.clock(31).told()).containsExactly("30 SUPERSEDED browse");
        assertThat(customer.last().rule()).isEqualTo(1);
        assertThat(customer.last().since()).isZero();
        assertThat(customer.last().due()).isEqualTo(8);
        assertThat(customer.state.standing().begun()).as("known").isFalse();
        customer.takes(at(40).again().stage(0));
        assertThat(customer.told()).containsExactly("40 ENTERED browse");
    }

    @Test
    void whoIsForgottenAfterAChurnByAnEventEndsThatChurn() {
        Customer customer = new Customer(shop().grace(5).retention(10).gone("browse", null))
                .after(at(0).stage(0), at(5).gone(0), at(7), at(30).stage(1));
        assertThat(customer.told())
                .containsExactly("0 ENTERED browse", "5 CHURNED browse", "17 SUPERSEDED browse", "30 ENTERED cart");
        assertThat(customer.transitions.get(2).since()).isEqualTo(5);
    }
}
