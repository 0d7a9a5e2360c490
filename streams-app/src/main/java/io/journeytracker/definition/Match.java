package io.journeytracker.definition;

import java.util.List;

/**
 * What a map made of one touchpoint: all that the fold needs to know of it. Everything but times, ids and values is an
 * index into the {@link CompiledJourney} that made it; -1 stands for none.
 *
 * @param time event time in milliseconds since the epoch
 * @param order order stamp among touchpoints of the same time
 * @param id 55-bit hash of source and message id, not negative
 * @param stage the first stage whose enter rule matched
 * @param touchpoint the first declared touchpoint that matched
 * @param exit the first exit that matched
 * @param churns bit set of the churn-by-event rules that matched, by {@link CompiledJourney#churnBit}
 * @param reentry the re-entry rule matched
 * @param persona the first persona that matched
 * @param event index of the event's name in {@link CompiledJourney#events}
 * @param channel index of the channel in {@link CompiledJourney#channels}
 * @param emotion felt emotion in thousandths, -1000 to 1000, or {@link #NO_EMOTION}
 * @param value in hundredths, or {@link #NO_VALUE}
 * @param currency of the value; empty: none
 * @param breakdowns value of each breakdown in the map's order, empty string where it has none; empty list: none has
 */
public record Match(
        long time,
        long order,
        long id,
        int stage,
        int touchpoint,
        int exit,
        long churns,
        boolean reentry,
        int persona,
        int event,
        int channel,
        int emotion,
        long value,
        String currency,
        List<String> breakdowns)
        implements Comparable<Match> {

    public static final int NO_EMOTION = Integer.MIN_VALUE;
    public static final long NO_VALUE = Long.MIN_VALUE;

    /** True where a stage, touchpoint, exit, churn or re-entry rule named the touchpoint. */
    public boolean named() {
        return stage >= 0 || touchpoint >= 0 || exit >= 0 || churns != 0 || reentry;
    }

    /** The order of a customer's touchpoints: event time, order stamp, message id. */
    @Override
    public int compareTo(Match that) {
        return compareKey(that.time, that.order, that.id);
    }

    /** As {@link #compareTo}, against a key that is not at hand as a match. */
    public int compareKey(long thatTime, long thatOrder, long thatId) {
        int byTime = Long.compare(time, thatTime);
        if (byTime != 0) {
            return byTime;
        }
        int byOrder = Long.compare(order, thatOrder);
        return byOrder != 0 ? byOrder : Long.compare(id, thatId);
    }
}
