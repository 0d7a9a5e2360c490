package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.Arrays;
import java.util.List;

/**
 * One customer on one journey: a checkpoint, the tail of touchpoints after it, and how far what falls due was told. The
 * state at a clock is a function of these. The head, the fold of it all, is kept beside them so that a touchpoint in
 * order folds once; it is derived and never stored. Mutable, owned by one thread.
 *
 * <p>A {@link #copy} shares what it can: the checkpoint until it moves, and the tail's arrays, in which each only sees its
 * own range. Of a state and its copy one is to be dropped once the other was changed.
 */
public final class JourneyState {

    /** Nothing that fell due after the last touchpoint was told. */
    static final long NOTHING_TOLD = Long.MIN_VALUE;

    private static final int FEW = 8;

    Standing head;
    long advancedTo;
    private Standing checkpoint;
    private boolean checkpointShared;
    private Match[] tail;
    private long[] ids;
    private int from;
    private int to;
    private long replayUntil;

    private JourneyState() {}

    /** A state out of what was stored; {@link JourneyEngine#restore} is the way to it. */
    JourneyState(Standing checkpoint, List<Match> stored, long advancedTo, long replayUntil) {
        this.checkpoint = checkpoint;
        this.tail = stored.toArray(new Match[Math.max(FEW, stored.size())]);
        this.ids = new long[tail.length];
        this.to = stored.size();
        for (int i = 0; i < to; i++) {
            ids[i] = tail[i].id();
        }
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
        copy.tail = tail;
        copy.ids = ids;
        copy.from = from;
        copy.to = to;
        copy.replayUntil = replayUntil;
        return copy;
    }

    /** The fold of all touchpoints before the tail; not to be written to. */
    public Standing checkpoint() {
        return checkpoint;
    }

    /** The touchpoints since the checkpoint, in order; not to be written to. */
    public List<Match> tail() {
        return Arrays.asList(tail).subList(from, to);
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
        return to - from;
    }

    Match at(int index) {
        return tail[from + index];
    }

    /** The ids lie side by side in memory, since every touchpoint is compared with all of them. */
    boolean has(long id) {
        for (int i = from; i < to; i++) {
            if (ids[i] == id) {
                return true;
            }
        }
        return false;
    }

    void insert(int index, Match match) {
        if (from + index < to || to == tail.length) {
            makeRoomOfOurOwn(index);
        }
        tail[from + index] = match;
        ids[from + index] = match.id();
        to++;
    }

    private void makeRoomOfOurOwn(int index) {
        int size = size();
        Match[] more = new Match[size + Math.max(FEW, size / 2)];
        long[] moreIds = new long[more.length];
        System.arraycopy(tail, from, more, 0, index);
        System.arraycopy(ids, from, moreIds, 0, index);
        System.arraycopy(tail, from + index, more, index + 1, size - index);
        System.arraycopy(ids, from + index, moreIds, index + 1, size - index);
        tail = more;
        ids = moreIds;
        from = 0;
        to = size;
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
        from += count;
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
