package io.journeytracker.subscription;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Hours of some days by the clock on the wall. Where the end is not after the beginning it is on the next day, and the window belongs to the day on
 * which it begins. A time that the change to summer time leaves out is as much later as is left out; of one that comes twice the first counts.
 *
 * @param days on which it begins
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    boolean contains(LocalDate day, ZoneId zone, Instant time) {
        return days.contains(day.getDayOfWeek()) && !time.isBefore(begin(day, zone)) && time.isBefore(end(day, zone));
    }

    Instant begin(LocalDate day, ZoneId zone) {
        return day.atTime(from).atZone(zone).toInstant();
    }

    Instant end(LocalDate day, ZoneId zone) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return last.atTime(to).atZone(zone).toInstant();
    }
}
