package io.journeytracker.subscription;

import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the hours in which a team wants to hear of alerts. */
final class HoursReader {

    private static final String TIME_EXPECTED = "a time from \"00:00\" to \"23:59\"";
    private static final String ZONE_EXPECTED = "a time zone of the IANA, such as Europe/Berlin";
    private static final String DATE_EXPECTED = "a date such as 2026-12-25";
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private HoursReader() {}

    static Hours read(Block block) {
        ZoneId zone = block.require("zone", ZONE_EXPECTED, HoursReader::zone).orElse(ZoneId.of("UTC"));
        Optional<Window> working = block.read("working", Value::block).flatMap(HoursReader::window);
        Optional<Window> quiet = block.read("quiet", Value::block).flatMap(HoursReader::window);
        Set<LocalDate> holidays = new HashSet<>();
        block.value("holidays")
                .ifPresent(list -> list.items().forEach(item -> date(item).ifPresent(holidays::add)));
        Set<String> except = SubscriptionReader.choices(block, "except", SubscriptionReader.severities());
        block.end();
        return new Hours(zone, working, quiet, Set.copyOf(holidays), except);
    }

    /** Only places have names that change to summer time; offsets such as +01:00 do not. */
    private static Optional<ZoneId> zone(Value value) {
        return value.written(ZONE_EXPECTED)
                .flatMap(name -> ZoneId.getAvailableZoneIds().contains(name)
                        ? Optional.of(ZoneId.of(name))
                        : value.fail("is " + name + "; expected " + ZONE_EXPECTED));
    }

    private static Optional<Window> window(Block block) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        SubscriptionReader.choices(block, "days", DAYS).forEach(day -> days.add(DayOfWeek.of(DAYS.indexOf(day) + 1)));
        Optional<LocalTime> from = block.require("from", TIME_EXPECTED, HoursReader::time);
        Optional<LocalTime> to = block.require("to", TIME_EXPECTED, HoursReader::time);
        block.end();
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Window(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, from.get(), to.get()));
    }

    // YAML takes 08:00 for a number to the base of 60, so that it is read as it is written.
    private static Optional<LocalTime> time(Value value) {
        return value.written(TIME_EXPECTED)
                .flatMap(text -> text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")
                        ? Optional.of(LocalTime.parse(text))
                        : value.fail("is " + text + "; expected " + TIME_EXPECTED));
    }

    private static Optional<LocalDate> date(Value value) {
        return value.written(DATE_EXPECTED).flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeException noDate) {
                return value.fail("is " + text + "; expected " + DATE_EXPECTED);
            }
        });
    }
}
