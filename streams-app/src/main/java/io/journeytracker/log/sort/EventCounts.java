package io.journeytracker.log.sort;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each event is in a log. Bounded: of a log in which every row has an event of its own only the first are kept. */
public final class EventCounts {

    private static final int MOST = 20_000;

    private final Map<String, long[]> counts = new HashMap<>();

    /** An event and how often it is there. */
    public record Count(String event, long rows) {}

    void add(String event) {
        long[] count = counts.get(event);
        if (count != null) {
            count[0]++;
        } else if (counts.size() < MOST) {
            counts.put(event, new long[] {1});
        }
    }

    /** How many different events there are, as far as they are kept. */
    public int size() {
        return counts.size();
    }

    /** The commonest events, equally common ones in the order of their names. */
    public List<Count> commonest(int most) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()[0]))
                .sorted(Comparator.comparingLong(Count::rows).reversed().thenComparing(Count::event))
                .limit(most)
                .toList();
    }
}
