package io.journeytracker.journey;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What touchpoints said of a customer beside all journeys: how many came by which channel, and whether the customer agreed to be followed. It does not
 * depend on their order. Immutable; few channels, so that looking through them is fastest.
 */
final class Heard {

    static final Heard NOTHING = new Heard(new String[0], new int[0], false);

    private final String[] channels;
    private final int[] counts;
    private final boolean consent;

    private Heard(String[] channels, int[] counts, boolean consent) {
        this.channels = channels;
        this.counts = counts;
        this.consent = consent;
    }

    static Heard of(Map<String, Integer> counts, boolean consent) {
        Heard heard = new Heard(NOTHING.channels, NOTHING.counts, consent);
        for (Map.Entry<String, Integer> each : new TreeMap<>(counts).entrySet()) {
            heard = heard.by(each.getKey(), each.getValue());
        }
        return heard;
    }

    /** A touchpoint more. */
    Heard by(String channel) {
        return by(channel, 1);
    }

    private Heard by(String channel, int more) {
        int place = Arrays.binarySearch(channels, channel);
        if (place >= 0) {
            int[] next = counts.clone();
            next[place] += more;
            return new Heard(channels, next, consent);
        }
        int at = -place - 1;
        String[] names = Arrays.copyOf(channels, channels.length + 1);
        int[] next = Arrays.copyOf(counts, counts.length + 1);
        System.arraycopy(channels, at, names, at + 1, channels.length - at);
        System.arraycopy(counts, at, next, at + 1, counts.length - at);
        names[at] = channel;
        next[at] = more;
        return new Heard(names, next, consent);
    }

    Heard agreed() {
        return consent ? this : new Heard(channels, counts, true);
    }

    /** Of two customers who are one. */
    Heard and(Heard other) {
        Heard both = other.consent ? agreed() : this;
        for (int i = 0; i < other.channels.length; i++) {
            both = both.by(other.channels[i], other.counts[i]);
        }
        return both;
    }

    /** The channel of most touchpoints, of several the first in the alphabet. */
    Optional<String> preferred() {
        int most = most();
        return most < 0 ? Optional.empty() : Optional.of(channels[most]);
    }

    private int most() {
        int most = -1;
        for (int i = 0; i < counts.length; i++) {
            if (most < 0 || counts[i] > counts[most]) {
                most = i;
            }
        }
        return most;
    }

    /** Whether both have the same preferred channel and the same consent. */
    boolean saysTheSame(Heard other) {
        int most = most();
        int theirs = other.most();
        return consent == other.consent
                && (most < 0 || theirs < 0 ? most == theirs : channels[most].equals(other.channels[theirs]));
    }

    boolean consent() {
        return consent;
    }

    int channels() {
        return channels.length;
    }

    String channel(int place) {
        return channels[place];
    }

    int count(int place) {
        return counts[place];
    }
}
