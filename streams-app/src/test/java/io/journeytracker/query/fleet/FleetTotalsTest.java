package io.journeytracker.query.fleet;

import static io.journeytracker.query.fleet.Group.A;
import static io.journeytracker.query.fleet.Group.B;
import static io.journeytracker.query.fleet.Group.active;
import static io.journeytracker.query.fleet.Group.copy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FleetTotalsTest {

    private final Group group = new Group()
            .member(A, Set.of(), Set.of(1))
            .member(B, Set.of(1), Set.of())
            .keeps(B, active(1, 10));
    private final AtomicLong nanos = new AtomicLong();
    private final FleetTotals<Long> totals = new FleetTotals<>(group.fleet(), Share::clock, nanos::get);

    private String told() {
        return totals.of(Set.of(1)).stream()
                .map(part -> part.made() + (part.share().active() ? "" : " stale"))
                .findFirst()
                .orElse("nothing");
    }

    private String later() {
        nanos.addAndGet(FleetTotals.APART_NANOS);
        return told();
    }

    @Test
    void howManyEverLookTheOthersAreAskedOnceInAWhile() {
        for (int i = 0; i < 100; i++) {
            assertThat(told()).isEqualTo("10");
        }
        assertThat(group.asked).containsExactly("b[1]");
        group.keeps(B, active(1, 20));
        assertThat(later()).isEqualTo("20");
        assertThat(group.asked).containsExactly("b[1]", "b[1]");
    }

    @Test
    void whatNobodyAnswersForStaysAsItWasKnownLastUntilSomebodyKnowsBetter() {
        assertThat(told()).isEqualTo("10");
        group.keeps(B);
        assertThat(later()).as("nobody answers").isEqualTo("10 stale");
        group.keeps(A, copy(1, 7));
        assertThat(later()).as("a copy that is behind").isEqualTo("10 stale");
        group.keeps(A, copy(1, 12));
        assertThat(later()).as("a copy that is not").isEqualTo("12 stale");
        group.keeps(B, active(1, 11));
        assertThat(later()).as("the owner is back").isEqualTo("11");
    }

    @Test
    void whatWasNeverKnownIsNotMadeUp() {
        group.keeps(B);
        assertThat(told()).isEqualTo("nothing");
    }
}
