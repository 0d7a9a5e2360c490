package io.journeytracker.engine;

import static io.journeytracker.engine.Happens.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.Feeling;
import org.junit.jupiter.api.Test;

/** What touchpoints do, as docs/engine.md words it; expected by hand. Stages: 0 browse, 1 cart, 2 paid. */
class EngineRulesTest {

    private static MapOf shop() {
        return MapOf.stages("browse", "cart", "paid");
    }

    @Test
    void furthestNeverMovesBack() {
        Customer customer = new Customer(shop()).after(at(0).stage(1), at(5).stage(0), at(9).stage(2));
        assertThat(customer.told()).containsExactly("0 ENTERED cart", "9 ADVANCED cart>paid", "9 COMPLETED paid");
    }

    @Test
    void latestMovesBackToo() {
        Customer customer = new Customer(shop().latest()).after(at(0).stage(1), at(5).stage(0), at(9).stage(0));
        assertThat(customer.told()).containsExactly("0 ENTERED cart", "5 BACK cart>browse");
        assertThat(customer.last().fromVisitSince()).isEqualTo(0);
    }

    @Test
    void withoutInitialAFirstTouchpointOfNoStageEntersNone() {
        Customer customer = new Customer(shop()).after(at(0), at(5).stage(0));
        assertThat(customer.told()).containsExactly("0 ENTERED none", "5 ADVANCED none>browse");
    }

    @Test
    void anyFirstTouchpointEntersInitialWhichCountsAsVisited() {
        Customer customer = new Customer(shop().initial("browse")).after(at(0));
        assertThat(customer.told()).containsExactly("0 ENTERED browse");
        assertThat(customer.state.standing().visited).isEqualTo(0b001);
        assertThat(customer.state.standing().inOrder).isEqualTo(1);
    }

    @Test
    void aFirstTouchpointOfAStageEntersItAndNotInitial() {
        Customer customer = new Customer(shop().initial("browse")).after(at(0).stage(1));
        assertThat(customer.told()).containsExactly("0 ENTERED cart");
        assertThat(customer.state.standing().visited).isEqualTo(0b010);
        assertThat(customer.state.standing().inOrder).isEqualTo(0);
    }

    @Test
    void visitedInOrderAndReachedCountAlsoAfterTheEnd() {
        Customer customer = new Customer(shop()).after(at(0).stage(2), at(1).stage(0), at(2).stage(2), at(3).stage(1));
        assertThat(customer.told()).containsExactly("0 ENTERED paid", "0 COMPLETED paid");
        assertThat(customer.state.standing().visited).isEqualTo(0b111);
        assertThat(customer.state.standing().inOrder).isEqualTo(2);
        assertThat(customer.state.standing().reached()).isEqualTo(2);
        assertThat(customer.touches).hasSize(1);
    }

    @Test
    void withoutTerminalStagesNothingCompletes() {
        Customer customer = new Customer(shop().terminal()).after(at(0).stage(2));
        assertThat(customer.told()).containsExactly("0 ENTERED paid");
    }

    @Test
    void anExitWinsOverAMove() {
        Customer customer = new Customer(shop().exit("cancelled", null))
                .after(at(0).stage(0), at(5).stage(1).exit(0));
        assertThat(customer.told()).containsExactly("0 ENTERED browse", "5 EXITED browse");
        assertThat(customer.touches).extracting(Touch::stage).containsExactly(0, 0);
    }

    @Test
    void aFirstTouchpointThatIsAnExitEntersAndLeaves() {
        Customer customer = new Customer(shop().exit("cancelled", null)).after(at(0).exit(0));
        assertThat(customer.told()).containsExactly("0 ENTERED none", "0 EXITED none");
    }

    @Test
    void leavingInABadMoodIsDissatisfiedUnlessTheRuleKnowsBetter() {
        assertThat(leavesDissatisfied(-300, null)).isFalse();
        assertThat(leavesDissatisfied(-301, null)).isTrue();
        assertThat(leavesDissatisfied(-1000, Feeling.NEUTRAL)).isFalse();
        assertThat(leavesDissatisfied(1000, Feeling.DISSATISFIED)).isTrue();
    }

    private static boolean leavesDissatisfied(int felt, Feeling feeling) {
        Customer customer = new Customer(shop().exit("cancelled", feeling))
                .after(at(0).stage(0).felt(felt), at(5).exit(0));
        return customer.last().dissatisfied();
    }

    @Test
    void whoWasNeverMeasuredDoesNotLeaveDissatisfied() {
        Customer customer = new Customer(shop().exit("cancelled", null)).after(at(0).stage(0), at(5).exit(0));
        assertThat(customer.last().dissatisfied()).isFalse();
    }

    @Test
    void stickyNothingMovesAfterTheEnd() {
        Customer customer = new Customer(shop().exit("cancelled", null).exit("lost", null))
                .after(at(0).stage(0), at(5).exit(0), at(6).stage(1), at(7).exit(1));
        assertThat(customer.told()).containsExactly("0 ENTERED browse", "5 EXITED browse");
    }

    @Test
    void notStickyALaterStageReopens() {
        Customer customer = new Customer(shop().notSticky().exit("cancelled", null))
                .after(at(0).stage(0), at(5).exit(0), at(6).stage(0), at(7).stage(1));
        assertThat(customer.told()).containsExactly("0 ENTERED browse", "5 EXITED browse", "7 REOPENED browse>cart");
        assertThat(customer.last().visitSince()).isEqualTo(7);
    }

    @Test
    void notStickyReopeningInATerminalStageCompletesAgain() {
        Customer customer = new Customer(shop().notSticky().latest().terminal("cart", "paid"))
                .after(at(0).stage(2), at(5).stage(1));
        assertThat(customer.told())
                .containsExactly("0 ENTERED paid", "0 COMPLETED paid", "5 REOPENED paid>cart", "5 COMPLETED cart");
    }

    @Test
    void notStickyAnotherExitIsToldButEndsNoVisit() {
        Customer customer = new Customer(
                        shop().notSticky().exit("cancelled", null).exit("lost", null))
                .after(at(0).stage(0), at(5).exit(0), at(6).exit(0), at(7).exit(1));
        assertThat(customer.told()).containsExactly("0 ENTERED browse", "5 EXITED browse", "7 EXITED browse");
        assertThat(customer.last().rule()).isEqualTo(1);
        assertThat(customer.last().endsVisit()).isFalse();
        assertThat(customer.touches).hasSize(2);
    }

    @Test
    void reentryNeedsItsTimeAfterTheEnd() {
        Customer customer = new Customer(shop().reentry(10))
                .after(at(0).stage(2), at(9).again().stage(1));
        assertThat(customer.told()).containsExactly("0 ENTERED paid", "0 COMPLETED paid");
        assertThat(customer.after(at(10).again().stage(1)).told()).containsExactly("10 REENTERED cart");
        assertThat(customer.last().instance()).isEqualTo(2);
    }

    @Test
    void whoReentersByInitialKeepsWhatWasVisited() {
        Customer customer = new Customer(shop().reentry(0).initial("browse")).after(at(0).stage(2), at(5).again());
        assertThat(customer.told()).containsExactly("0 ENTERED paid", "0 COMPLETED paid", "5 REENTERED browse");
        assertThat(customer.state.standing().visited).isEqualTo(0b101);
        assertThat(customer.state.standing().reached()).isEqualTo(2);
    }

    @Test
    void reentryIsPossibleAfterChurnByAnEvent() {
        Customer customer = new Customer(shop().reentry(0).gone("browse", null))
                .after(at(0).stage(0), at(5).gone(0), at(6).again().stage(0));
        assertThat(customer.told())
                .containsExactly("0 ENTERED browse", "5 CHURNED browse", "6 SUPERSEDED browse", "6 REENTERED browse");
    }

    @Test
    void aVisitKeepsThePersonaOfItsBeginning() {
        Customer customer = new Customer(shop()).after(at(0).stage(0).persona(0), at(5).persona(1), at(9).stage(1));
        assertThat(customer.last().fromPersona()).isEqualTo(0);
        assertThat(customer.last().persona()).isEqualTo(1);
    }

    @Test
    void aTouchpointThatMovesBelongsToTheVisitThatItBegins() {
        Customer customer = new Customer(shop()).after(at(0).stage(0), at(5), at(9).stage(1));
        assertThat(customer.touches).extracting(Touch::stage).containsExactly(0, 0, 1);
        assertThat(customer.touches).extracting(Touch::visitSince).containsExactly(0L, 0L, 9L);
    }
}
