package io.journeytracker.query;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.TouchpointRule;
import io.journeytracker.journey.Cells;
import io.journeytracker.journey.DwellBuckets;
import io.journeytracker.schema.MapCell;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What follows from the counts of one stage. */
record StageFigures(MapCell cell) {

    private static final int STALLED = 1;
    private static final double THOUSANDTHS = 1000.0;

    long present() {
        return Cells.present(cell);
    }

    long stalled() {
        return cell.getCustomers().get(STALLED);
    }

    /** Visits that ended for good, one way or the other; those that became another's or never were do not count. */
    long ended() {
        return cell.getAdvanced() + cell.getBack() + cell.getCompleted() + left();
    }

    /** Visits after which the customer was gone. */
    long left() {
        return cell.getExited() + cell.getChurned() + cell.getExpired();
    }

    /** Of the visits that ended the share that went on to a later stage; empty while none ended. */
    OptionalDouble conversion() {
        return ended() <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) cell.getAdvanced() / ended());
    }

    /** Of the visits whose time for the target's conversion is over, or that led there sooner, the share that did; empty while there is none. */
    OptionalDouble convertedInTime() {
        long decided = cell.getConverted() + cell.getMissed();
        return decided <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) cell.getConverted() / decided);
    }

    /** Mean felt emotion, -1 to 1. */
    OptionalDouble felt() {
        return cell.getEmotionCount() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(cell.getEmotionSum() / THOUSANDTHS / cell.getEmotionCount());
    }

    /**
     * What the map's author expects to be felt here: the mean over the touchpoints that customers had at this stage and of which the
     * author says something, as often as they had them.
     */
    OptionalDouble expected(JourneyDefinition map) {
        Map<String, Double> expected = map.touchpoints().stream()
                .filter(rule -> rule.expectedEmotion().isPresent())
                .collect(Collectors.toMap(
                        TouchpointRule::id, rule -> rule.expectedEmotion().getAsDouble()));
        double sum = 0;
        long count = 0;
        for (Map.Entry<String, Long> seen : cell.getTouchpoints().entrySet()) {
            Double emotion = expected.get(rule(seen.getKey()));
            if (emotion != null) {
                sum += emotion * seen.getValue();
                count += seen.getValue();
            }
        }
        return count <= 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    /** The touchpoint's id in a key as {@link MapCell} has them. */
    static String rule(String key) {
        return key.substring(0, key.indexOf('|'));
    }

    static String channel(String key) {
        return key.substring(key.indexOf('|') + 1);
    }

    /** Visits of which the dwell is known. */
    long dwells() {
        return cell.getDwell().stream().mapToLong(Long::longValue).sum();
    }

    /** The share of ended visits that took longer for certain, as far as the histogram's buckets tell; 0 while none ended. */
    double longerThan(long millis) {
        long longer = 0;
        for (int bucket = DwellBuckets.of(millis) + 1; bucket < cell.getDwell().size(); bucket++) {
            longer += cell.getDwell().get(bucket);
        }
        return dwells() <= 0 ? 0 : (double) longer / dwells();
    }

    /**
     * A bound that the share of ended visits dwelt no longer than, in milliseconds: the upper bound of the histogram's bucket. Empty
     * while none ended; Long.MAX_VALUE where it is beyond the last bound.
     */
    OptionalLong dwellAtMost(double share) {
        long all = dwells();
        if (all <= 0) {
            return OptionalLong.empty();
        }
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        for (int bucket = 0; bucket < cell.getDwell().size(); bucket++) {
            seen += cell.getDwell().get(bucket);
            if (seen >= wanted) {
                return OptionalLong.of(DwellBuckets.bound(bucket));
            }
        }
        return OptionalLong.of(Long.MAX_VALUE);
    }
}
