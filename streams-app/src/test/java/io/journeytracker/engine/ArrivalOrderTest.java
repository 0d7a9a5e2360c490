package io.journeytracker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.testing.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Touchpoints that come in any order, some of them twice, with the clock passing between them. */
class ArrivalOrderTest {

    private static final int HISTORIES = Sizes.choose(120, 800, 10_000);

    @Test
    void withinTheGraceEveryOrderOfArrivalTellsWhatTheSortedLogTells() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            JourneyDefinition map = new RandomMap(random).next(Duration.ofMillis(40));
            List<Match> history = new RandomHistory(random).next(map);
            new Trial(seed, map, shuffled(random, history)).holds(ArrivalOrderTest::endsAsTheSortedLog);
        }
    }

    @Test
    void whatComesTooLateAndWhatComesTwiceChangesNothing() {
        for (long seed = 1; seed <= HISTORIES / 2; seed++) {
            Random random = new Random(seed);
            JourneyDefinition map = new RandomMap(random).next(Duration.ofMillis(random.nextInt(12)));
            List<Match> history = new RandomHistory(random).next(map);
            new Trial(seed, map, disturbed(random, history)).holds((m, steps) -> new Follower(m).follow(steps));
        }
    }

    private static void endsAsTheSortedLog(JourneyDefinition map, List<Step> steps) {
        Follower shuffled = new Follower(map);
        shuffled.follow(steps);
        Recorder said = new Recorder();
        JourneyState sorted = shuffled.engine.begin();
        for (Match touchpoint : shuffled.arrivals.accepted()) {
            said.nextCall();
            shuffled.engine.apply(sorted, touchpoint, Long.MIN_VALUE, said);
        }
        said.nextCall();
        shuffled.engine.advance(sorted, shuffled.clock, said);
        assertThat(shuffled.said.standing).hasSameSizeAs(said.standing).containsAll(said.standing);
        assertThat(shuffled.state.standing()).isEqualTo(sorted.standing());
        assertThat(shuffled.state).isEqualTo(sorted);
    }

    /** Any order, each touchpoint up to three times, and clocks that may be ahead of what is still to come. */
    private static List<Step> shuffled(Random random, List<Match> history) {
        List<Match> arriving = new ArrayList<>(history);
        history.stream().filter(touchpoint -> random.nextInt(3) == 0).forEach(arriving::add);
        history.stream().filter(touchpoint -> random.nextInt(6) == 0).forEach(arriving::add);
        Collections.shuffle(arriving, random);
        return withClocks(random, arriving);
    }

    /** Nearly in order, so that some come out of order, some too late; some a second time, with other content too. */
    private static List<Step> disturbed(Random random, List<Match> history) {
        List<Match> all = new ArrayList<>(history);
        for (Match touchpoint : history) {
            if (random.nextInt(4) == 0) {
                all.add(touchpoint);
            }
            if (random.nextInt(6) == 0) {
                all.add(atTime(touchpoint, touchpoint.time() + random.nextInt(5) - 2));
            }
        }
        List<long[]> arrivals = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            arrivals.add(new long[] {all.get(i).time() + random.nextInt(16), i});
        }
        arrivals.sort(Comparator.comparingLong(arrival -> arrival[0]));
        return withClocks(
                random,
                arrivals.stream().map(arrival -> all.get((int) arrival[1])).toList());
    }

    private static List<Step> withClocks(Random random, List<Match> arriving) {
        List<Step> steps = new ArrayList<>();
        long clock = Long.MIN_VALUE;
        for (Match touchpoint : arriving) {
            steps.add(random.nextBoolean() ? Step.touch(touchpoint) : Step.touch(touchpoint, clock));
            if (random.nextInt(3) == 0) {
                clock = Math.max(clock, touchpoint.time() + random.nextInt(20));
                steps.add(Step.clock(clock));
            }
        }
        return steps;
    }

    private static Match atTime(Match match, long time) {
        return new Match(
                time,
                match.order(),
                match.id(),
                match.stage(),
                match.touchpoint(),
                match.exit(),
                match.churns(),
                match.reentry(),
                match.persona(),
                match.event(),
                match.channel(),
                match.emotion(),
                match.value(),
                match.currency(),
                match.breakdowns());
    }
}
