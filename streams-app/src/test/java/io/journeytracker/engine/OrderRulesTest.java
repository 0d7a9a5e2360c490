package io.journeytracker.engine;

import static io.journeytracker.engine.Happens.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** In which order touchpoints count, as docs/engine.md words it; expected by hand. Stages: 0 browse, 1 cart, 2 paid. */
class OrderRulesTest {

    private static MapOf shop() {
        return MapOf.stages("browse", "cart", "paid").latest().grace(100);
    }

    @Test
    void atEqualTimesTheOrderStampDecides() {
        Customer customer = new Customer(shop());
        assertThat(customer.takes(at(0).order(2).stage(1))).isEqualTo(Applied.IN_ORDER);
        assertThat(customer.takes(at(0).order(1).stage(0))).isEqualTo(Applied.REORDERED);
        assertThat(customer.told())
                .containsExactly("0 ENTERED cart", "not 0 ENTERED cart", "0 ENTERED browse", "0 ADVANCED browse>cart");
    }

    @Test
    void aTouchpointInTheGapTakesTheStallBack() {
        Customer customer = new Customer(shop().stall("browse", 10)).after(at(0).stage(0), at(15), at(8));
        assertThat(customer.told())
                .containsExactly(
                        "0 ENTERED browse",
                        "10 STALLED browse",
                        "15 RECOVERED browse",
                        "not 15 RECOVERED browse",
                        "not 10 STALLED browse");
    }

    @Test
    void aTouchpointBehindTheClockTakesTheStallBackAndMovesIt() {
        Customer customer = new Customer(shop().stall("browse", 10)).after(at(0).stage(0));
        assertThat(customer.clock(12).told()).containsExactly("0 ENTERED browse", "10 STALLED browse");
        assertThat(customer.after(at(5)).clock(16).told())
                .containsExactly("not 10 STALLED browse", "15 STALLED browse");
    }

    @Test
    void theSameMessageASecondTimeIsADuplicate() {
        Customer customer = new Customer(shop()).after(at(0).stage(0));
        assertThat(customer.takes(at(0).stage(1))).isEqualTo(Applied.DUPLICATE);
        assertThat(customer.told()).containsExactly("0 ENTERED browse");
    }

    @Test
    void exactlyTheGraceOldIsPutInItsPlace() {
        Customer customer = new Customer(shop()).after(at(100).stage(1));
        assertThat(customer.takes(at(0).stage(0))).isEqualTo(Applied.REORDERED);
        assertThat(customer.told()).endsWith("not 100 ENTERED cart", "0 ENTERED browse", "100 ADVANCED browse>cart");
    }

    @Test
    void olderThanTheCheckpointIsLate() {
        Customer customer = new Customer(shop()).after(at(10).stage(0), at(111).stage(1));
        customer.told();
        assertThat(customer.takes(at(9).stage(2))).isEqualTo(Applied.LATE);
        assertThat(customer.takes(at(10).stage(0))).isEqualTo(Applied.LATE);
        assertThat(customer.told()).isEmpty();
    }

    @Test
    void olderThanTheGraceButAfterTheCheckpointIsStillPutInItsPlace() {
        Customer customer = new Customer(shop()).after(at(10).stage(0), at(200).stage(2));
        assertThat(customer.takes(at(50).stage(1))).isEqualTo(Applied.REORDERED);
        assertThat(customer.takes(at(40).stage(1))).isEqualTo(Applied.LATE);
    }

    @Test
    void aFullTailMovesItsOldestIntoTheCheckpoint() {
        Customer customer = new Customer(shop().grace(1000));
        for (int time = 1; time <= 200; time++) {
            customer.takes(at(time * 2));
        }
        assertThat(customer.fullTails).isZero();
        assertThat(customer.takes(at(402))).isEqualTo(Applied.IN_ORDER);
        assertThat(customer.fullTails).isEqualTo(1);
        assertThat(customer.takes(at(1))).isEqualTo(Applied.LATE);
        assertThat(customer.takes(at(3))).isEqualTo(Applied.REORDERED);
        assertThat(customer.fullTails).isEqualTo(2);
    }
}
