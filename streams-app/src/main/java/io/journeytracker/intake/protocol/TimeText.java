package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times as our own endpoint takes them: milliseconds since the epoch, or ISO 8601 with an offset. */
final class TimeText {

    static final String EXPECTED =
            "milliseconds since the epoch, or ISO 8601 with an offset such as 2026-03-02T09:12:00Z";

    private TimeText() {}

    /** Milliseconds since the epoch; empty where it is no time. */
    static Optional<Long> of(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Optional.of(node.longValue());
        }
        if (!node.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(node.textValue().strip(), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant()
                    .toEpochMilli());
        } catch (DateTimeException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }
}
