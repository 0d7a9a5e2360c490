package io.journeytracker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.testing.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Touchpoints that come in order, with the clock passing between them. */
class SortedHistoryTest {

    /** Among so many every kind of transition comes often. */
    private static final int ALL_KINDS = Sizes.choose(500, 1_000, 1_000);

    private static final int HISTORIES = Sizes.choose(100, 800, 10_000);

    @Test
    void tellsWhatTheNaiveReadingTellsAtEveryClock() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            trial(seed).holds(SortedHistoryTest::tellsTheSameInTheSameOrder);
        }
    }

    @Test
    void theHistoriesHoldEveryKindOfTransition() {
        Map<TransitionKind, Integer> kinds = new EnumMap<>(TransitionKind.class);
        for (long seed = 1; seed <= ALL_KINDS; seed++) {
            Trial trial = trial(seed);
            Follower follower = new Follower(trial.map());
            follower.follow(trial.steps());
            follower.everTold.forEach(transition -> kinds.merge(transition.kind(), 1, Integer::sum));
        }
        assertThat(kinds)
                .containsOnlyKeys(
                        EnumSet.complementOf(EnumSet.of(TransitionKind.UNKNOWN)).toArray(TransitionKind[]::new));
        assertThat(kinds.values()).allMatch(count -> count >= ALL_KINDS / 20);
    }

    private static void tellsTheSameInTheSameOrder(JourneyDefinition map, List<Step> steps) {
        Follower follower = new Follower(map);
        for (Step step : steps) {
            follower.follow(step);
            assertThat(follower.everRetracted).isEmpty();
            assertThat(follower.everTold).isEqualTo(follower.expected().told());
            assertThat(follower.everTouched).isEqualTo(follower.expected().touched());
        }
    }

    /** Never a clock beyond the next touchpoint's time, so that nothing has to be taken back. */
    private static Trial trial(long seed) {
        Random random = new Random(seed);
        JourneyDefinition map = new RandomMap(random).next(Duration.ofMillis(random.nextInt(12)));
        List<Match> history =
                new RandomHistory(random).next(map).stream().sorted().toList();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            steps.add(Step.touch(
                    history.get(i),
                    random.nextBoolean() ? Long.MIN_VALUE : history.get(i).time()));
            long next = i + 1 < history.size()
                    ? history.get(i + 1).time()
                    : history.get(i).time() + 20;
            for (long clock = history.get(i).time(); clock < next; clock += 1 + random.nextInt(4)) {
                if (random.nextBoolean()) {
                    steps.add(Step.clock(clock));
                }
            }
        }
        return new Trial(seed, map, steps);
    }
}
