package io.journeytracker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.schema.TransitionKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Takes the engine through steps and holds it to the naive reading after each of them. */
final class Follower {

    final JourneyDefinition map;
    final JourneyEngine engine;
    final JourneyState state;
    final Recorder said = new Recorder();
    final Arrivals arrivals;
    // All that was told and touched, in the order in which it was said, also what was taken back later.
    final List<Transition> everTold = new ArrayList<>();
    final List<Touch> everTouched = new ArrayList<>();
    final List<Transition> everRetracted = new ArrayList<>();
    long clock = Long.MIN_VALUE;

    Follower(JourneyDefinition map) {
        this.map = map;
        this.engine = new JourneyEngine(new CompiledJourney(map));
        this.state = engine.begin();
        this.arrivals = new Arrivals(map.grace().toMillis());
    }

    /** What should be told, touched and standing now. */
    NaiveStory expected() {
        return NaiveJourney.story(map, arrivals.accepted(), clock);
    }

    void follow(Collection<Step> steps) {
        steps.forEach(this::follow);
    }

    void follow(Step step) {
        said.nextCall();
        boolean clockIsSaid = step.clock() >= clock;
        if (step.touchpoint().isPresent()) {
            apply(step.touchpoint().get(), step.clock());
        } else {
            engine.advance(state, step.clock(), said);
            // Of a customer of whom nothing is known nothing falls due, so there is no clock to remember either.
            clock = arrivals.accepted().isEmpty() ? clock : Math.max(clock, step.clock());
        }
        everTold.addAll(said.told);
        everTouched.addAll(said.touched);
        everRetracted.addAll(said.retracted);
        NaiveStory expected = expected();
        sameInAnyOrder("told and not taken back", said.standing, expected.told());
        sameInAnyOrder("touched and not taken back", said.standingTouches, expected.touched());
        sameInAnyOrder("conversions", said.standingConversions, expected.conversions());
        sameInAnyOrder("ended visits", said.standingEnded, expected.ended());
        sameInAnyOrder("weeks", said.standingWeeks, expected.seen());
        assertThat(said.told.stream().filter(told -> !endsAlert(told)).noneMatch(said.retracted::contains))
                .as("nothing but an alert's end is taken back and told again at once: %s", said.retracted)
                .isTrue();
        assertThat(Collections.disjoint(said.touched, said.untouched))
                .as("nothing is taken back and touched again at once: %s", said.untouched)
                .isTrue();
        // Where the engine has to be told afterwards what the clock is, what was missed by it is missed again.
        assertThat(!clockIsSaid || Collections.disjoint(said.counted, said.uncounted))
                .as("nothing is taken back and counted again at once: %s", said.uncounted)
                .isTrue();
        inTheOrderOf(expected.told(), said.told);
        inTheOrderOf(expected.touched(), said.touched);
        standsAt(expected.standing());
        if (!expected.told().isEmpty() && last(expected.told()).kind() == TransitionKind.EXPIRED) {
            assertThat(state.standing().begun()).as("known after expiry").isFalse();
        }
    }

    /** Told again after its alert's beginning had to be told in other words. */
    private static boolean endsAlert(Transition told) {
        return switch (told.kind()) {
            case RECOVERED, SUPERSEDED, RETURNED -> true;
            default -> false;
        };
    }

    private void apply(Match touchpoint, long stepClock) {
        boolean behindTheClock = touchpoint.time() < clock;
        boolean late = arrivals.isLate(touchpoint);
        Applied expected = arrivals.arrive(touchpoint);
        long due = engine.due(state);
        Standing stood = new Standing(state.standing());
        Applied answer = engine.apply(state, touchpoint, stepClock, said);
        if (expected == Applied.LATE || expected == Applied.DUPLICATE) {
            assertThat(answer).as("answer to %s", touchpoint).isIn(expected, late ? Applied.LATE : expected);
            assertThat(said.silent()).as("%s says nothing", expected).isTrue();
            assertThat(engine.due(state)).isEqualTo(due);
            assertThat(state.standing()).isEqualTo(stood);
            return;
        }
        // What was told of the time after it has to be seen again, so that it may also count as out of order.
        assertThat(answer).as("answer to %s", touchpoint).isIn(expected, behindTheClock ? Applied.REORDERED : expected);
        clock = Math.max(clock, Math.max(stepClock, touchpoint.time()));
        if (stepClock < clock) {
            engine.advance(state, clock, said);
        }
    }

    private void standsAt(NaiveStanding expected) {
        // That a journey which ended is forgotten says nothing; the engine finds it with the next touchpoint.
        assertThat(engine.due(state))
                .as("next due")
                .isEqualTo(expected.dueIsSilent() ? Long.MAX_VALUE : expected.due());
        Standing stands = state.standing();
        if (expected.status().isPresent()) {
            assertThat(stands.begun()).as("known").isTrue();
            assertThat(stands.status.name()).isEqualTo(expected.status().get().name());
            assertThat(stands.instance).as("instance").isEqualTo(expected.instance());
            assertThat(stands.stage).as("stage").isEqualTo(expected.stage());
            assertThat(stands.visited).as("visited").isEqualTo(expected.visited());
            assertThat(stands.inOrder).as("in order").isEqualTo(expected.inOrder());
            assertThat(stands.reached()).as("reached").isEqualTo(expected.reached());
            assertThat(stands.exitsSeen).as("exits seen").isEqualTo(expected.exitsSeen());
            assertThat(stands.persona).as("persona").isEqualTo(expected.persona());
            assertThat(stands.mood).as("mood").isEqualTo(expected.mood());
            assertThat(stands.visitOpen())
                    .as("visit open")
                    .isEqualTo(expected.present().isPresent());
            expected.present().ifPresent(visit -> assertThat(stands.visitSince).isEqualTo(visit.since()));
            expected.present()
                    .ifPresent(visit -> assertThat(stands.visitPersona).isEqualTo(visit.persona()));
        }
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    private static <T> void sameInAnyOrder(String what, List<T> actual, List<T> expected) {
        if (actual.equals(expected)) {
            return;
        }
        List<T> missing = new ArrayList<>(expected);
        actual.forEach(missing::remove);
        List<T> unexpected = new ArrayList<>(actual);
        expected.forEach(unexpected::remove);
        assertThat(missing.isEmpty() && unexpected.isEmpty())
                .as("%s: missing %s, not expected %s", what, missing, unexpected)
                .isTrue();
    }

    private static <T> void inTheOrderOf(List<T> all, List<T> some) {
        Iterator<T> rest = all.iterator();
        for (T element : some) {
            boolean found = false;
            while (!found && rest.hasNext()) {
                found = rest.next().equals(element);
            }
            assertThat(found)
                    .as("%s in the order in which it happened", element)
                    .isTrue();
        }
    }
}
