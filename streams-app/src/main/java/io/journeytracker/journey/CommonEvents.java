package io.journeytracker.journey;

import io.journeytracker.schema.UnnamedCount;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the commonest of any number of event names in bounded memory: the Space-Saving sketch of Metwally, Agrawal and El Abbadi,
 * "Efficient computation of frequent and top-k elements in data streams" (ICDT 2005). A name's count is never too low; it is too high by
 * no more than its error. Every name that makes up more than a {@value #MOST}th of all events is there.
 */
public final class CommonEvents {

    /** Names counted at a time. */
    public static final int MOST = 100;

    /** Longer names are cut. */
    static final int LONGEST = 200;

    private CommonEvents() {}

    /**
     * @param name as the sketch counts it
     * @param count at most so often
     * @param error at least so often less this
     */
    public record Common(String name, long count, long error) {}

    /** What an event counts as: its name, cut where it is too long. */
    static String name(String event) {
        return event.length() <= LONGEST ? event : event.substring(0, LONGEST) + '…';
    }

    static void count(Map<String, UnnamedCount> counts, String event) {
        String name = name(event);
        UnnamedCount known = counts.get(name);
        if (known != null) {
            known.setCount(known.getCount() + 1);
        } else if (counts.size() < MOST) {
            counts.put(name, new UnnamedCount(1L, 0L));
        } else {
            String rarest = rarest(counts);
            long before = counts.remove(rarest).getCount();
            counts.put(name, new UnnamedCount(before + 1, before));
        }
    }

    private static String rarest(Map<String, UnnamedCount> counts) {
        String rarest = null;
        long least = Long.MAX_VALUE;
        for (Map.Entry<String, UnnamedCount> each : counts.entrySet()) {
            if (each.getValue().getCount() < least) {
                least = each.getValue().getCount();
                rarest = each.getKey();
            }
        }
        return rarest;
    }

    /**
     * Several sketches of the same thing put together, the commonest first. Where a full one does not know a name, that may have come as
     * often as its rarest one: Agarwal et al., "Mergeable Summaries" (PODS 2012).
     */
    public static List<Common> merged(List<Map<String, UnnamedCount>> sketches, int most) {
        long unknown = 0;
        Map<String, long[]> all = new HashMap<>();
        for (Map<String, UnnamedCount> sketch : sketches) {
            long least = sketch.size() < MOST ? 0 : sketch.get(rarest(sketch)).getCount();
            unknown += least;
            sketch.forEach((name, n) -> {
                long[] sum = all.computeIfAbsent(name, none -> new long[2]);
                sum[0] += n.getCount() - least;
                sum[1] += n.getError() - least;
            });
        }
        long atMost = unknown;
        return all.entrySet().stream()
                .map(each -> new Common(each.getKey(), each.getValue()[0] + atMost, each.getValue()[1] + atMost))
                .sorted(Comparator.comparingLong(Common::count).reversed().thenComparing(Common::name))
                .limit(most)
                .toList();
    }
}
