package io.journeytracker.engine;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.Match;
import java.util.List;

/**
 * The fold of one customer's touchpoints over one map, as docs/engine.md fixes it: whatever the order in which they
 * arrive, what was told and not retracted is what the sorted log gives. No I/O, no clock of its own. Keeps nothing between calls: one
 * engine serves any number of states.
 */
public final class JourneyEngine {

    /** The tail holds no more than this many touchpoints; a full one moves the checkpoint sooner than the grace would. */
    public static final int MAX_TAIL = 200;

    private final CompiledJourney journey;
    private final Rules rules;
    private final Fold fold;
    private final JourneyMerge merge;

    public JourneyEngine(CompiledJourney journey) {
        this.journey = journey;
        this.rules = new Rules(journey);
        this.fold = new Fold(rules);
        this.merge = new JourneyMerge(fold, rules);
    }

    public CompiledJourney journey() {
        return journey;
    }

    /** Whether the map's author wants of visits to the stage (-1: {@code none}) that they lead to another one in time. */
    boolean wantsConversion(int stage) {
        return stage >= 0 && rules.conversion[stage] != null;
    }

    /**
     * Whether the visit ended by the exit that the standing names: where the map is not sticky, another one may have followed after
     * the end.
     */
    public boolean knowsExit(Standing exited) {
        return rules.sticky || Long.bitCount(exited.exitsSeen) == 1;
    }

    /** Whether the exit came after the journey was completed, which then is the visit's outcome. */
    public boolean completedBefore(Standing exited) {
        return !rules.sticky && rules.isTerminal(exited.stage) && exited.endedAt > exited.visitSince;
    }

    /** The state of a customer of whom nothing is known. */
    public JourneyState begin() {
        return restore(new Standing(), List.of(), JourneyState.NOTHING_TOLD, Long.MIN_VALUE);
    }

    /** A state out of its stored parts. */
    public JourneyState restore(Standing checkpoint, List<Match> tail, long advancedTo, long replayUntil) {
        JourneyState state = new JourneyState(checkpoint, tail, advancedTo, replayUntil);
        Standing head = new Standing(checkpoint);
        for (Match match : tail) {
            fold.apply(head, match, null);
        }
        fold.advance(head, advancedTo, null);
        state.head = head;
        return state;
    }

    /**
     * Folds one touchpoint into the state, whatever the order of arrival.
     *
     * @param clock everything due before it (and before the touchpoint) is told; no earlier than in any call before;
     *     Long.MIN_VALUE: there is none yet
     */
    public Applied apply(JourneyState state, Match touchpoint, long clock, Sink sink) {
        return apply(state, touchpoint, clock, TailKept.GRACE, sink);
    }

    /** As {@link #apply(JourneyState, Match, long, Sink)}, with more of the past kept. */
    public Applied apply(JourneyState state, Match touchpoint, long clock, TailKept kept, Sink sink) {
        Standing checkpoint = state.checkpoint();
        if (checkpoint.touchpoints > 0
                && touchpoint.compareKey(checkpoint.lastTime, checkpoint.lastOrder, checkpoint.lastId) <= 0) {
            return Applied.LATE;
        }
        if (state.has(touchpoint.id())) {
            return Applied.DUPLICATE;
        }
        int place = state.size();
        while (place > 0 && state.isBefore(touchpoint, place - 1)) {
            place--;
        }
        boolean inOrder = place == state.size() && touchpoint.time() >= state.advancedTo;
        if (inOrder) {
            state.insert(place, touchpoint);
            state.advancedTo = JourneyState.NOTHING_TOLD;
            fold.apply(state.head, touchpoint, sink);
            advance(state, clock, sink);
        } else {
            refold(state, touchpoint, place, clock, sink);
        }
        trim(state, kept, sink);
        return inOrder ? Applied.IN_ORDER : Applied.REORDERED;
    }

    /** Tells everything due strictly before the clock. */
    public void advance(JourneyState state, long clock, Sink sink) {
        for (long due = fold.due(state.head); due < clock; due = fold.due(state.head)) {
            fold.advance(state.head, due + 1, sink);
            state.advancedTo = due + 1;
        }
    }

    /** When the next thing that is told falls due; Long.MAX_VALUE: nothing does. */
    public long due(JourneyState state) {
        return fold.due(state.head);
    }

    /**
     * When the state may be dropped: once the clock has passed this, the retention and after it the grace are over and
     * the next touchpoint is a first one. Long.MAX_VALUE: the map keeps customers for ever.
     */
    public long forgetAt(JourneyState state) {
        return rules.retention == Rules.NEVER_AFTER
                ? Long.MAX_VALUE
                : state.head.lastTime + rules.retention + rules.grace;
    }

    /**
     * True where the journey ended, the touchpoint begins a new one, and the tail would hold nothing of the old one: then
     * and only then may the map's version change under the customer.
     */
    public boolean mayChangeVersion(JourneyState state, Match touchpoint) {
        Standing head = state.head;
        return head.status.ended()
                && touchpoint.reentry()
                && touchpoint.time() >= head.endedAt + rules.reentryAfter
                && touchpoint.time() - rules.grace > head.lastTime;
    }

    /**
     * All that was told since the checkpoint is taken back, and an alert that stood then. What is left told is the checkpoint. The
     * state is not to be used any more.
     */
    public void withdraw(JourneyState state, Sink sink) {
        toldOf(state).correctedBy(new Story(), sink);
    }

    /** What was told of a state since its checkpoint, an alert that stood then included. */
    private Story toldOf(JourneyState state) {
        Story told = since(state.checkpoint());
        Standing standing = new Standing(state.checkpoint());
        for (Match match : state.tail()) {
            fold.apply(standing, match, told);
        }
        fold.advance(standing, state.advancedTo, told);
        return told;
    }

    private Story since(Standing checkpoint) {
        Story story = new Story();
        Transition standing = fold.alert(checkpoint);
        if (standing != null) {
            story.told(standing);
        }
        if (standing != null && standing.endsVisit()) {
            story.ended(Fold.ended(checkpoint, false));
        }
        return story;
    }

    /**
     * What was told of two customers turns out to be of one. Tells how the story of both together, since the checkpoint,
     * differs from the one that was told of the first; of the second {@link #withdraw} took everything back.
     *
     * @param clock as for {@link #apply(JourneyState, Match, long, Sink)}
     * @return the state of both; neither of the two is to be used any more
     */
    public Merged merge(JourneyState into, JourneyState other, long clock, TailKept kept, Sink sink) {
        JourneyMerge.Together together = merge.of(into, other);
        Story before = toldOf(into);
        Story after = since(together.checkpoint());
        JourneyState state = new JourneyState(
                together.checkpoint(),
                together.tail(),
                JourneyState.NOTHING_TOLD,
                Math.max(into.replayUntil(), other.replayUntil()));
        state.head = new Standing(together.checkpoint());
        for (Match match : together.tail()) {
            fold.apply(state.head, match, after);
        }
        Standing told = new Standing(together.checkpoint());
        advance(state, Math.max(clock, into.advancedTo), after);
        before.correctedBy(after, sink);
        if (state.size() > 0) {
            trim(state, kept, sink);
        }
        return new Merged(state, told, together.exact());
    }

    /**
     * What became of two.
     *
     * @param checkpoint from which on the story was told; not to be written to
     * @param exact the same as if all touchpoints had been one customer's from the start
     */
    public record Merged(JourneyState state, Standing checkpoint, boolean exact) {}

    /**
     * Tells what ends on this map with the touchpoint by which the customer goes over to another version. The state is to
     * be carried over next, as it was before.
     */
    public void goOver(JourneyState state, Match touchpoint, Sink sink) {
        fold.goOver(new Standing(state.head), touchpoint, sink);
    }

    /** Puts the touchpoint before others and tells how the story since the checkpoint differs from the one told before. */
    private void refold(JourneyState state, Match touchpoint, int place, long clock, Sink sink) {
        Standing base = new Standing(state.checkpoint());
        for (int i = 0; i < place; i++) {
            fold.apply(base, state.at(i), null);
        }
        Story before = new Story();
        Standing old = new Standing(base);
        for (int i = place; i < state.size(); i++) {
            fold.apply(old, state.at(i), before);
        }
        fold.advance(old, state.advancedTo, before);

        state.insert(place, touchpoint);
        Story after = new Story();
        for (int i = place; i < state.size(); i++) {
            fold.apply(base, state.at(i), after);
        }
        long toldTo = Math.max(clock, state.advancedTo);
        state.head = base;
        state.advancedTo = JourneyState.NOTHING_TOLD;
        advance(state, toldTo, after);
        before.correctedBy(after, sink);
    }

    /** Moves into the checkpoint what is older than the grace, by the customer's own newest touchpoint. */
    private void trim(JourneyState state, TailKept kept, Sink sink) {
        long horizon = kept == TailKept.ALL ? Long.MIN_VALUE : state.timeAt(state.size() - 1) - rules.grace;
        int old = 0;
        while (state.timeAt(old) < horizon) {
            fold.apply(state.movingCheckpoint(), state.at(old++), null);
        }
        while (state.size() - old > MAX_TAIL) {
            fold.apply(state.movingCheckpoint(), state.at(old++), null);
            sink.tailFull();
        }
        state.dropFirst(old);
    }
}
