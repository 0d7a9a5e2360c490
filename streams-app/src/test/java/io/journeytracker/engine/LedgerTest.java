package io.journeytracker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.testing.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every visit that was told began once and has one outcome, is present, or was taken back. */
class LedgerTest {

    private static final int HISTORIES = Sizes.choose(80, 400, 10_000);

    @Test
    void balancesAtEveryMomentOfAnyOrderOfArrival() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            JourneyDefinition map = new RandomMap(random).next(Duration.ofMillis(random.nextInt(30)));
            List<Match> history = new RandomHistory(random).next(map);
            Collections.shuffle(history, random);
            List<Step> steps = new ArrayList<>();
            for (Match touchpoint : history) {
                steps.add(Step.touch(touchpoint));
                steps.add(Step.clock(touchpoint.time() + random.nextInt(12)));
            }
            new Trial(seed, map, steps).holds(LedgerTest::balances);
        }
    }

    private static void balances(JourneyDefinition map, List<Step> steps) {
        Follower follower = new Follower(map);
        Ledger ledger = new Ledger();
        for (Step step : steps) {
            follower.follow(step);
            follower.said.retracted.forEach(ledger::retracted);
            follower.said.told.forEach(ledger::told);
            assertThat(ledger.imbalance(follower.expected().standing().present()))
                    .as("entered less present, outcomes and corrected")
                    .isEmpty();
            assertThat(ledger.outcomesBelowZero()).isEmpty();
        }
    }
}
