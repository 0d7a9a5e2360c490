package io.journeytracker.engine;

import static io.journeytracker.engine.Happens.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conversions, as docs/engine.md words them; expected by hand. Stages: 0 browse, 1 cart, 2 pay, 3 paid. */
class ConversionRulesTest {

    private static MapOf shop() {
        return MapOf.stages("browse", "cart", "pay", "paid");
    }

    @Test
    void theWantedStageIsReachedExactlyAtTheEndOfTheTime() {
        Customer customer = new Customer(shop().conversion("browse", "pay", 10))
                .after(at(0).stage(0), at(5).stage(1), at(10).stage(2));
        assertThat(customer.conversions()).containsExactly("PENDING browse 0", "CONVERTED browse 0");
        assertThat(customer.clock(1000).conversions()).containsExactly("PENDING browse 0", "CONVERTED browse 0");
    }

    @Test
    void oneMillisecondLaterIsMissed() {
        Customer customer = new Customer(shop().conversion("browse", "pay", 10)).after(at(0).stage(0), at(11).stage(2));
        assertThat(customer.conversions()).containsExactly("PENDING browse 0", "MISSED browse 0");
    }

    @Test
    void silenceAloneMakesItMissedOnceTheClockHasPassed() {
        Customer customer = new Customer(shop().conversion("browse", "pay", 10)).after(at(0).stage(0));
        assertThat(customer.engine.due(customer.state)).isEqualTo(10);
        assertThat(customer.clock(10).conversions()).containsExactly("PENDING browse 0");
        assertThat(customer.clock(11).conversions()).containsExactly("PENDING browse 0", "MISSED browse 0");
        assertThat(customer.engine.due(customer.state)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aStageBeyondTheWantedOneIsEnough() {
        Customer customer = new Customer(shop().conversion("browse", "cart", 10)).after(at(0).stage(0), at(3).stage(3));
        assertThat(customer.conversions()).containsExactly("PENDING browse 0", "CONVERTED browse 0");
    }

    @Test
    void aStageThatLiesBeforeIsReachedByItselfAlone() {
        Customer customer =
                new Customer(shop().latest().conversion("pay", "browse", 10)).after(at(0).stage(2), at(3).stage(1));
        assertThat(customer.conversions()).containsExactly("PENDING pay 0");
        assertThat(customer.after(at(4).stage(0)).conversions()).containsExactly("PENDING pay 0", "CONVERTED pay 0");
    }

    @Test
    void aVisitMayLeadThereAfterItEnded() {
        Customer customer = new Customer(shop().exit("left", null).notSticky().conversion("browse", "pay", 10))
                .after(at(0).stage(0), at(2).exit(0));
        assertThat(customer.clock(9).conversions()).containsExactly("PENDING browse 0");
        assertThat(customer.after(at(9).stage(2)).conversions()).contains("CONVERTED browse 0");
    }

    @Test
    void anEndedJourneyMissesWhenTheTimeIsOver() {
        Customer customer = new Customer(shop().exit("left", null).conversion("browse", "pay", 10))
                .after(at(0).stage(0), at(2).exit(0));
        assertThat(customer.engine.due(customer.state)).isEqualTo(10);
        assertThat(customer.clock(11).conversions()).contains("MISSED browse 0");
    }

    @Test
    void aNewJourneyMissesWhatTheOldOneWaitedFor() {
        Customer customer = new Customer(shop().exit("left", null).reentry(0).conversion("browse", "pay", 100))
                .after(at(0).stage(0), at(2).exit(0), at(5).stage(0).again(), at(6).stage(2));
        assertThat(customer.conversions())
                .containsExactly("PENDING browse 0", "MISSED browse 0", "PENDING browse 5", "CONVERTED browse 5");
    }

    @Test
    void whoIsForgottenMisses() {
        Customer customer =
                new Customer(shop().grace(5).retention(20).conversion("browse", "pay", 100)).after(at(0).stage(0));
        assertThat(customer.clock(20).conversions()).containsExactly("PENDING browse 0");
        assertThat(customer.clock(21).conversions()).containsExactly("PENDING browse 0", "MISSED browse 0");
    }

    @Test
    void aLateTouchpointPutsRightWhatTimeHadBroughtAbout() {
        Customer customer = new Customer(shop().conversion("browse", "pay", 10))
                .after(at(0).stage(0))
                .clock(50)
                .after(at(7).stage(2));
        assertThat(customer.conversions()).containsExactly("PENDING browse 0", "CONVERTED browse 0");
    }

    @Test
    void aVisitThatNeverWasIsNotCounted() {
        Customer customer = new Customer(shop().conversion("cart", "paid", 10)).after(at(5).stage(1), at(3).stage(2));
        assertThat(customer.conversions()).isEmpty();
    }

    @Test
    void onlySoManyAreFollowedAtATime() {
        Customer customer = new Customer(shop().latest().conversion("browse", "pay", 1000));
        for (int i = 0; i < 2 * Conversions.MAX_PENDING; i++) {
            customer.after(at(2 * i).stage(0), at(2 * i + 1).stage(1));
        }
        assertThat(customer.state.standing().pending).hasSize(Conversions.MAX_PENDING);
        customer.after(at(500).stage(2));
        assertThat(customer.state.standing().pending).isEmpty();
        assertThat(customer.conversions())
                .hasSize(2 * Conversions.MAX_PENDING)
                .filteredOn(line -> line.startsWith("CONVERTED"))
                .hasSize(Conversions.MAX_PENDING);
    }
}
