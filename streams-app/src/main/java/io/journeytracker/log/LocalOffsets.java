package io.journeytracker.log;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * From the time on a zone's clocks to the time itself. A local time that clocks skip when they are put forward is moved
 * later by what was skipped; one that they show twice is the first of the two. (As java.time does.)
 */
final class LocalOffsets {

    private static final long DAY = 86_400_000;

    private final ZoneRules rules;
    private final boolean fixed;
    private long day = Long.MIN_VALUE;
    private long dayOffset;

    LocalOffsets(ZoneId zone) {
        this.rules = zone.getRules();
        this.fixed = rules.isFixedOffset();
        if (fixed) {
            dayOffset = rules.getOffset(Instant.EPOCH).getTotalSeconds() * 1000L;
        }
    }

    /** @param local milliseconds from 1970-01-01T00:00 on the zone's clocks */
    long toInstant(long local) {
        if (fixed) {
            return local - dayOffset;
        }
        long localDay = Math.floorDiv(local, DAY);
        if (localDay == day) {
            return local - dayOffset;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(local, 1000L), (int) Math.floorMod(local, 1000L) * 1_000_000, ZoneOffset.UTC);
        remember(localDay);
        return time.atZone(ZoneOffset.UTC).toInstant().toEpochMilli() - offset(time);
    }

    private long offset(LocalDateTime time) {
        // The offset before a gap moves a skipped time later by the gap; before an overlap it is the earlier of the
        // two.
        return rules.getOffset(time).getTotalSeconds() * 1000L;
    }

    /** Nearly every day has one offset from end to end; looking it up once a day keeps times in a zone fast. */
    private void remember(long localDay) {
        Instant before = Instant.ofEpochMilli(localDay * DAY - DAY);
        ZoneOffsetTransition next = rules.nextTransition(before);
        if (next == null || next.getInstant().toEpochMilli() > localDay * DAY + 2 * DAY) {
            day = localDay;
            dayOffset = rules.getOffset(before).getTotalSeconds() * 1000L;
        }
    }
}
