package io.journeytracker.app.command;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment as people type it: 2026-03-02T09:00:00Z, 2026-03-02 (UTC), or 24h ago as 24h. */
final class SinceText implements ITypeConverter<Instant> {

    private final Clock clock;

    SinceText() {
        this(Clock.systemUTC());
    }

    /** @param clock tells how long ago a duration is */
    SinceText(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            if (text.matches("\\d+[a-z]+")) {
                return clock.instant().minus(new DurationText().convert(text));
            }
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException | TypeConversionException e) {
            throw new TypeConversionException("'" + text
                    + "' is no moment; expected one such as 2026-03-02T09:00:00Z, 2026-03-02, or 24h for 24 hours ago");
        }
    }
}
