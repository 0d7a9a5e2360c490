package io.journeytracker.subscription;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a team wants to hear of alerts. Those of other times wait.
 *
 * @param working the hours in which it does; empty: always
 * @param quiet hours in which it does not
 * @param holidays days on which it does not: no window of working hours begins on them, and they are quiet from midnight to midnight where there
 *     are no working hours
 * @param except severities that never wait
 */
public record Hours(
        ZoneId zone, Optional<Window> working, Optional<Window> quiet, Set<LocalDate> holidays, Set<String> except) {

    public static final Hours ALWAYS =
            new Hours(ZoneId.of("UTC"), Optional.empty(), Optional.empty(), Set.of(), Set.of());

    /** Whoever works on no day of a year is told at once: an alert that waits for ever is lost. */
    private static final int DAYS_AHEAD = 366;

    /** The time itself, or when a team that does not want to hear of it now wants to next. */
    public Instant earliest(Instant time, String severity) {
        if (except.contains(severity) || isOpen(time)) {
            return time;
        }
        LocalDate day = LocalDate.ofInstant(time, zone);
        TreeSet<Instant> changes = new TreeSet<>();
        for (int ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
            changes(day.plusDays(ahead), changes);
            Optional<Instant> open =
                    changes.tailSet(time, false).stream().filter(this::isOpen).findFirst();
            if (ahead > 0 && open.isPresent()) {
                return open.get();
            }
            if (ahead > 0) {
                changes.clear();
            }
        }
        return time;
    }

    private void changes(LocalDate day, Set<Instant> changes) {
        changes.add(day.atStartOfDay(zone).toInstant());
        working.ifPresent(window -> {
            changes.add(window.begin(day, zone));
            changes.add(window.end(day, zone));
        });
        quiet.ifPresent(window -> changes.add(window.end(day, zone)));
    }

    boolean isOpen(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, zone);
        boolean works = working.map(window -> begunWork(window, day, time) || begunWork(window, day.minusDays(1), time))
                .orElse(!holidays.contains(day));
        return works
                && quiet.map(window ->
                                !window.contains(day, zone, time) && !window.contains(day.minusDays(1), zone, time))
                        .orElse(true);
    }

    private boolean begunWork(Window window, LocalDate day, Instant time) {
        return !holidays.contains(day) && window.contains(day, zone, time);
    }
}
