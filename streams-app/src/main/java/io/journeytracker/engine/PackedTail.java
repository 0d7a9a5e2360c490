package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.AbstractList;
import java.util.List;

/**
 * The touchpoints since a checkpoint, in order. There are millions in heap, they are read at random and replaced all the time, so
 * they are numbers side by side instead of objects: one touchpoint's lie in one or two lines of the processor's cache, and the
 * collector has nothing to follow. What few touchpoints have (a value, a breakdown, a churn event) does not fit: such a one is kept whole.
 *
 * <p>A {@link #copy} shares the arrays, in which each only sees its own range. Of a tail and its copy one is to be dropped once the
 * other was changed.
 */
final class PackedTail {

    private static final int FEW = 8;

    private static final int TIME = 0;
    private static final int ORDER = 1;
    private static final int STAGE_TOUCHPOINT = 2;
    private static final int EXIT_PERSONA = 3;
    private static final int EVENT_CHANNEL = 4;
    private static final int EMOTION_REENTRY = 5;
    private static final int WORDS = 6;

    private long[] ids;
    private long[] words;
    /** Null where none is kept whole. */
    private Match[] whole;

    private int from;
    private int to;

    PackedTail(List<Match> matches) {
        int room = Math.max(FEW, matches.size());
        ids = new long[room];
        words = new long[room * WORDS];
        matches.forEach(match -> insert(to, match));
    }

    private PackedTail(PackedTail that) {
        ids = that.ids;
        words = that.words;
        whole = that.whole;
        from = that.from;
        to = that.to;
    }

    PackedTail copy() {
        return new PackedTail(this);
    }

    int size() {
        return to - from;
    }

    /** The ids lie side by side, since every touchpoint is compared with all of them. */
    boolean has(long id) {
        for (int i = from; i < to; i++) {
            if (ids[i] == id) {
                return true;
            }
        }
        return false;
    }

    long time(int index) {
        return words[(from + index) * WORDS + TIME];
    }

    /** Whether the touchpoint comes before the one of this index. */
    boolean isBefore(Match match, int index) {
        int at = from + index;
        return match.compareKey(words[at * WORDS + TIME], words[at * WORDS + ORDER], ids[at]) < 0;
    }

    Match get(int index) {
        int at = from + index;
        if (whole != null && whole[at] != null) {
            return whole[at];
        }
        int word = at * WORDS;
        return new Match(
                words[word + TIME],
                words[word + ORDER],
                ids[at],
                high(words[word + STAGE_TOUCHPOINT]),
                low(words[word + STAGE_TOUCHPOINT]),
                high(words[word + EXIT_PERSONA]),
                0,
                low(words[word + EMOTION_REENTRY]) != 0,
                low(words[word + EXIT_PERSONA]),
                high(words[word + EVENT_CHANNEL]),
                low(words[word + EVENT_CHANNEL]),
                high(words[word + EMOTION_REENTRY]),
                Match.NO_VALUE,
                "",
                List.of());
    }

    /** The touchpoints as they are now. */
    List<Match> asList() {
        return new AbstractList<>() {
            @Override
            public Match get(int index) {
                return PackedTail.this.get(index);
            }

            @Override
            public int size() {
                return PackedTail.this.size();
            }
        };
    }

    void insert(int index, Match match) {
        if (from + index < to || to == ids.length) {
            makeRoomOfOurOwn(index);
        }
        int at = from + index;
        ids[at] = match.id();
        int word = at * WORDS;
        words[word + TIME] = match.time();
        words[word + ORDER] = match.order();
        words[word + STAGE_TOUCHPOINT] = pair(match.stage(), match.touchpoint());
        words[word + EXIT_PERSONA] = pair(match.exit(), match.persona());
        words[word + EVENT_CHANNEL] = pair(match.event(), match.channel());
        words[word + EMOTION_REENTRY] = pair(match.emotion(), match.reentry() ? 1 : 0);
        if (!fits(match) && whole == null) {
            whole = new Match[ids.length];
        }
        if (whole != null) {
            whole[at] = fits(match) ? null : match;
        }
        to++;
    }

    private static boolean fits(Match match) {
        return match.churns() == 0
                && match.value() == Match.NO_VALUE
                && match.currency().isEmpty()
                && match.breakdowns().isEmpty();
    }

    private static long pair(int high, int low) {
        return (long) high << Integer.SIZE | low & 0xffffffffL;
    }

    private static int high(long pair) {
        return (int) (pair >> Integer.SIZE);
    }

    private static int low(long pair) {
        return (int) pair;
    }

    private void makeRoomOfOurOwn(int index) {
        int size = size();
        int room = size + Math.max(FEW, size / 2);
        long[] moreIds = new long[room];
        long[] moreWords = new long[room * WORDS];
        System.arraycopy(ids, from, moreIds, 0, index);
        System.arraycopy(ids, from + index, moreIds, index + 1, size - index);
        System.arraycopy(words, from * WORDS, moreWords, 0, index * WORDS);
        System.arraycopy(words, (from + index) * WORDS, moreWords, (index + 1) * WORDS, (size - index) * WORDS);
        if (whole != null) {
            Match[] moreWhole = new Match[room];
            System.arraycopy(whole, from, moreWhole, 0, index);
            System.arraycopy(whole, from + index, moreWhole, index + 1, size - index);
            whole = moreWhole;
        }
        ids = moreIds;
        words = moreWords;
        from = 0;
        to = size;
    }

    /** What was dropped is forgotten when the arrays are next made anew. */
    void dropFirst(int count) {
        from += count;
    }
}
