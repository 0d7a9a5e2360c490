package io.journeytracker.annotation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which maps of a journey were published, and when. */
@FunctionalInterface
public interface Published {

    /** When each version was published; empty: none is. */
    Map<Integer, Instant> versions(String journey);

    /** When the journey's first map was published; now, where that is not known yet. */
    default Instant first(String journey, Instant now) {
        return versions(journey).values().stream().min(Instant::compareTo).orElse(now);
    }

    /**
     * The version that somebody saw who looked the map over on a day (UTC): the one that was active when the day began, since what they
     * found may have become a version of that same day; else the first one of that day. Empty: none was published by then.
     */
    default Optional<Integer> seenOn(String journey, LocalDate day) {
        Map<Integer, Instant> versions = versions(journey);
        return before(versions, day).max(Integer::compareTo).or(() -> before(versions, day.plusDays(1))
                .min(Integer::compareTo));
    }

    private static Stream<Integer> before(Map<Integer, Instant> versions, LocalDate day) {
        Instant begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return versions.entrySet().stream()
                .filter(each -> each.getValue().isBefore(begin))
                .map(Map.Entry::getKey);
    }
}
