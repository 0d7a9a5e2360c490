package io.journeytracker.engine;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.TouchpointRule;
import java.util.Arrays;
import java.util.List;

/**
 * What was in a visit: whether the customer stalled, the channels they came by, the declared touchpoints they had, and how they felt on which {@linkplain
 * Sides side}. A bit set, one word long for a map of up to 45 touchpoints and the documented channels. Immutable.
 */
public final class VisitMarks {

    public static final VisitMarks NONE = new VisitMarks(0, new long[0]);

    private static final int STALLED = 0;
    private static final int CHANNELS = 1;

    private static final long[] NOTHING = {};

    /** Apart from the others, which hardly any map needs: a touchpoint sets bits of this one and makes one object for it. */
    private final long first;

    private final long[] others;

    private VisitMarks(long first, long[] others) {
        this.first = first;
        this.others = others;
    }

    /** What {@link #words} gave. */
    public static VisitMarks of(long[] words) {
        return words.length == 0
                ? NONE
                : new VisitMarks(words[0], words.length == 1 ? NOTHING : Arrays.copyOfRange(words, 1, words.length));
    }

    /** Without a word where nothing is marked. */
    public long[] words() {
        if (first == 0 && others.length == 0) {
            return NOTHING;
        }
        long[] words = new long[1 + others.length];
        words[0] = first;
        System.arraycopy(others, 0, words, 1, others.length);
        return words;
    }

    VisitMarks stall() {
        return with(STALLED);
    }

    /** @param channels how many channels the map tells apart, the last of them for all others */
    VisitMarks touch(Match match, int channels) {
        int channel = CHANNELS + (match.channel() < 0 ? channels - 1 : match.channel());
        int touchpoint = match.touchpoint() < 0 ? channel : CHANNELS + channels + match.touchpoint();
        if (channel >= Long.SIZE || touchpoint >= Long.SIZE) {
            return with(channel).with(touchpoint);
        }
        long marked = first | 1L << channel | 1L << touchpoint;
        return marked == first ? this : new VisitMarks(marked, others);
    }

    public boolean stalled() {
        return has(STALLED);
    }

    public boolean channel(int channel) {
        return has(CHANNELS + channel);
    }

    /** @param channels how many channels the map tells apart */
    public boolean touchpoint(int touchpoint, int channels) {
        return has(CHANNELS + channels + touchpoint);
    }

    /** The same in the words of another version of the map; what only the old one knows is lost. */
    VisitMarks translated(CompiledJourney from, CompiledJourney to) {
        VisitMarks marks = stalled() ? NONE.stall() : NONE;
        JourneyDefinition old = from.definition();
        int before = from.channels().size();
        int after = to.channels().size();
        for (int i = 0; i < before; i++) {
            int channel = channel(i) ? to.channels().indexOf(from.channels().get(i)) : -1;
            marks = channel < 0 ? marks : marks.with(CHANNELS + channel);
        }
        List<String> ids =
                to.definition().touchpoints().stream().map(TouchpointRule::id).toList();
        for (int i = 0; i < old.touchpoints().size(); i++) {
            int touchpoint =
                    touchpoint(i, before) ? ids.indexOf(old.touchpoints().get(i).id()) : -1;
            marks = touchpoint < 0 ? marks : marks.with(CHANNELS + after + touchpoint);
        }
        return new Sides(from).translated(this, new Sides(to), marks);
    }

    /** The first mark after those of so many channels and touchpoints. */
    static int after(int channels, int touchpoints) {
        return CHANNELS + channels + touchpoints;
    }

    boolean has(int bit) {
        if (bit < Long.SIZE) {
            return (first >>> bit & 1) != 0;
        }
        int word = (bit >>> 6) - 1;
        return word < others.length && (others[word] >>> bit & 1) != 0;
    }

    VisitMarks with(int bit) {
        if (has(bit)) {
            return this;
        }
        if (bit < Long.SIZE) {
            return new VisitMarks(first | 1L << bit, others);
        }
        int word = (bit >>> 6) - 1;
        long[] more = Arrays.copyOf(others, Math.max(others.length, word + 1));
        more[word] |= 1L << bit;
        return new VisitMarks(first, more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VisitMarks that && first == that.first && Arrays.equals(others, that.others);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(first) + Arrays.hashCode(others);
    }

    @Override
    public String toString() {
        return Arrays.toString(words());
    }
}
