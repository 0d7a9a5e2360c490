package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One customer on one journey: a checkpoint, the tail of touchpoints after it, and how far what falls due was told. The
 * state at a clock is a function of these. The head, the fold of it all, is kept beside them so that a touchpoint in
 * order folds once; it is derived and never stored. Mutable, owned by one thread.
 */
public final class JourneyState {

    /** Nothing that fell due after the last touchpoint was told. */
    static final long NOTHING_TOLD = Long.MIN_VALUE;

    private static final int FEW = 8;

    final Standing checkpoint;
    final List<Match> tail;
    private long[] ids;
    Standing head;
    long advancedTo;
    private long replayUntil;

    /** A state out of what was stored; {@link JourneyEngine#restore} is the way to it. */
    JourneyState(Standing checkpoint, List<Match> tail, long advancedTo, long replayUntil) {
        this.checkpoint = checkpoint;
        this.tail = new ArrayList<>(tail);
        this.ids = new long[Math.max(FEW, tail.size())];
        for (int i = 0; i < tail.size(); i++) {
            ids[i] = tail.get(i).id();
        }
        this.advancedTo = advancedTo;
        this.replayUntil = replayUntil;
    }

    /** An independent copy: what is done to one does not show in the other. */
    public JourneyState copy() {
        JourneyState copy = new JourneyState(new Standing(checkpoint), tail, advancedTo, replayUntil);
        copy.head = new Standing(head);
        return copy;
    }

    /** The fold of all touchpoints before the tail; not to be written to. */
    public Standing checkpoint() {
        return checkpoint;
    }

    /** The touchpoints since the checkpoint, in order; not to be written to. */
    public List<Match> tail() {
        return tail;
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

    /** Side by side in memory, since every touchpoint is compared with all of them. */
    boolean has(long id) {
        for (int i = 0; i < tail.size(); i++) {
            if (ids[i] == id) {
                return true;
            }
        }
        return false;
    }

    void insert(int place, Match match) {
        int size = tail.size();
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size + size / 2);
        }
        System.arraycopy(ids, place, ids, place + 1, size - place);
        ids[place] = match.id();
        tail.add(place, match);
    }

    void dropFirst(int count) {
        System.arraycopy(ids, count, ids, 0, tail.size() - count);
        tail.subList(0, count).clear();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JourneyState that
                && advancedTo == that.advancedTo
                && replayUntil == that.replayUntil
                && checkpoint.equals(that.checkpoint)
                && tail.equals(that.tail);
    }

    @Override
    public int hashCode() {
        return checkpoint.hashCode() * 31 + tail.hashCode();
    }
}
