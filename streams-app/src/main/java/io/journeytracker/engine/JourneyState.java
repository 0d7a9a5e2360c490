package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.List;

/**
 * One customer on one journey: a checkpoint, the tail of touchpoints after it, and how far what falls due was told. The
 * state at a clock is a function of these. The head, the fold of it all, is kept beside them so that a touchpoint in
 * order folds once; it is derived and never stored. Mutable, owned by one thread.
 *
 * <p>A {@link #copy} shares what it can: the checkpoint until it moves, and the tail's arrays. Of a state and its copy one is to be dropped once the other was changed.
 */
public final class JourneyState {

    /** Nothing that fell due after the last touchpoint was told. */
    static final long NOTHING_TOLD = Long.MIN_VALUE;

    Standing head;
    long advancedTo;
    private Standing checkpoint;
    private boolean checkpointShared;
    private PackedTail tail;
    private long replayUntil;

    private JourneyState() {}

    /** A state out of what was stored; {@link JourneyEngine#restore} is the way to it. */
    JourneyState(Standing checkpoint, List<Match> stored, long advancedTo, long replayUntil) {
        this.checkpoint = checkpoint;
        this.tail = new PackedTail(stored);
        this.advancedTo = advancedTo;
        this.replayUntil = replayUntil;
    }

    /** What is done to the copy does not show in this state; this one must not be changed any more. */
    public JourneyState copy() {
        JourneyState copy = new JourneyState();
        copy.head = new Standing(head);
        copy.advancedTo = advancedTo;
        copy.checkpoint = checkpoint;
        copy.checkpointShared = true;
        copy.tail = tail.copy();
        copy.replayUntil = replayUntil;
        return copy;
    }

    /** The fold of all touchpoints before the tail; not to be written to. */
    public Standing checkpoint() {
        return checkpoint;
    }

    /** The touchpoints since the checkpoint, in order; not to be written to. */
    public List<Match> tail() {
        return tail.asList();
    }

    /** Where the customer stands now; not to be written to. */
    public Standing standing() {
        return head;
    }

    /** Everything that fell due after the last touchpoint and before this was told; Long.MIN_VALUE: nothing did. */
    public long advancedTo() {
        return advancedTo;
    }

    /** What becomes true up to this time comes out of a replay or a back-fill; Long.MIN_VALUE: nothing does. */
    public long replayUntil() {
        return replayUntil;
    }

    /** A touchpoint of a replay or back-fill belongs to this journey. The latest time counts, in any order of arrival. */
    public void replayedUntil(long time) {
        replayUntil = Math.max(replayUntil, time);
    }

    int size() {
        return tail.size();
    }

    Match at(int index) {
        return tail.get(index);
    }

    /** Of the touchpoint of this index, without making one. */
    long timeAt(int index) {
        return tail.time(index);
    }

    boolean isBefore(Match match, int index) {
        return tail.isBefore(match, index);
    }

    boolean has(long id) {
        return tail.has(id);
    }

    void insert(int index, Match match) {
        tail.insert(index, match);
    }

    /** The checkpoint, to be moved on to where the tail will begin. */
    Standing movingCheckpoint() {
        if (checkpointShared) {
            checkpoint = new Standing(checkpoint);
            checkpointShared = false;
        }
        return checkpoint;
    }

    void dropFirst(int count) {
        tail.dropFirst(count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JourneyState that
                && advancedTo == that.advancedTo
                && replayUntil == that.replayUntil
                && checkpoint.equals(that.checkpoint)
                && tail().equals(that.tail());
    }

    @Override
    public int hashCode() {
        return checkpoint.hashCode() * 31 + tail().hashCode();
    }
}
