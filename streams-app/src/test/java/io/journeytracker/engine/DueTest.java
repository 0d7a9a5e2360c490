package io.journeytracker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.testing.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The due time that the engine answers is the one at which it has something to say. */
class DueTest {

    private static final int HISTORIES = Sizes.choose(80, 400, 10_000);

    @Test
    void nothingIsSaidAtTheDueTimeAndSomethingJustAfter() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            trial(seed).holds(DueTest::saysWhatIsDueWhenItIs);
        }
    }

    @Test
    void advancingTwiceToOneClockSaysNothingMore() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            trial(seed).holds(DueTest::saysNothingTwice);
        }
    }

    private static void saysWhatIsDueWhenItIs(JourneyDefinition map, List<Step> steps) {
        Follower follower = new Follower(map);
        follower.follow(steps);
        for (long due = follower.engine.due(follower.state);
                due != Long.MAX_VALUE;
                due = follower.engine.due(follower.state)) {
            long at = due;
            follower.follow(Step.clock(due));
            assertThat(follower.said.silent()).as("said nothing at %d", due).isTrue();
            assertThat(follower.engine.due(follower.state)).isEqualTo(due);
            follower.follow(Step.clock(due + 1));
            assertThat(follower.said.silent())
                    .as("said something after %d", due)
                    .isFalse();
            assertThat(follower.said.told).as("told after %d", due).allMatch(transition -> transition.at() == at);
            assertThat(follower.said.counted)
                    .as("counted after %d", due)
                    .allMatch(conversion -> conversion.outcome() == Conversion.Outcome.MISSED);
            assertThat(follower.said.retracted).isEmpty();
            assertThat(follower.said.uncounted).isEmpty();
        }
    }

    private static void saysNothingTwice(JourneyDefinition map, List<Step> steps) {
        Follower follower = new Follower(map);
        for (Step step : steps) {
            follower.follow(step);
            long due = follower.engine.due(follower.state);
            follower.follow(Step.clock(follower.clock));
            assertThat(follower.said.silent()).isTrue();
            follower.follow(Step.clock(follower.clock - 5));
            assertThat(follower.said.silent()).as("the clock never goes back").isTrue();
            assertThat(follower.engine.due(follower.state)).isEqualTo(due);
        }
    }

    private static Trial trial(long seed) {
        Random random = new Random(seed);
        JourneyDefinition map = new RandomMap(random).next(Duration.ofMillis(random.nextInt(12)));
        List<Step> steps = new ArrayList<>();
        for (Match touchpoint :
                new RandomHistory(random).next(map).stream().sorted().toList()) {
            steps.add(Step.touch(touchpoint));
        }
        return new Trial(seed, map, steps);
    }
}
