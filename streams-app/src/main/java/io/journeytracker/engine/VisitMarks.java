package io.journeytracker.engine;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.TouchpointRule;
import java.util.Arrays;
import java.util.List;

/**
 * What was in a visit: whether the customer stalled, the channels they came by and the declared touchpoints they had. A bit set, one
 * word long for a map of up to 49 touchpoints and the documented channels. Immutable.
 */
public final class VisitMarks {

    public static final VisitMarks NONE = new VisitMarks(new long[0]);

    private static final int STALLED = 0;
    private static final int CHANNELS = 1;

    private final long[] words;

    private VisitMarks(long[] words) {
        this.words = words;
    }

    /** What {@link #words} gave. */
    public static VisitMarks of(long[] words) {
        return words.length == 0 ? NONE : new VisitMarks(words.clone());
    }

    public long[] words() {
        return words.clone();
    }

    VisitMarks stall() {
        return with(STALLED);
    }

    /** @param channels how many channels the map tells apart, the last of them for all others */
    VisitMarks touch(Match match, int channels) {
        VisitMarks marks = with(CHANNELS + (match.channel() < 0 ? channels - 1 : match.channel()));
        return match.touchpoint() < 0 ? marks : marks.with(CHANNELS + channels + match.touchpoint());
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
        return marks;
    }

    private boolean has(int bit) {
        int word = bit >>> 6;
        return word < words.length && (words[word] >>> bit & 1) != 0;
    }

    private VisitMarks with(int bit) {
        if (has(bit)) {
            return this;
        }
        int word = bit >>> 6;
        long[] more = Arrays.copyOf(words, Math.max(words.length, word + 1));
        more[word] |= 1L << bit;
        return new VisitMarks(more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VisitMarks that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return Arrays.toString(words);
    }
}
