package io.journeytracker.log;

import io.journeytracker.schema.Touchpoint;
import java.util.Map;
import java.util.Optional;

/** Makes touchpoints of what a row says, or tells why it cannot. The same rules for every format. */
final class RowBuilder {

    /** As the schema of touchpoints says. */
    static final int MOST_PROPERTIES = 100;

    /**
     * What channel and properties of a touchpoint may have, in bytes: Kafka takes a record of 1 MiB unless it is told otherwise, and the rest
     * of a touchpoint fits into what is left.
     */
    static final int MOST_BYTES = 1_000_000;

    private static final int LONGEST_EVENT = 256;
    private static final int LONGEST_ID = 512;
    private static final long YEAR_1900 = -2_208_988_800_000L;
    private static final long YEAR_10000 = 253_402_300_800_000L;
    /** Row, touchpoint, its strings' headers and a slot in the sorter, measured on a 64-bit JVM. */
    private static final int EMPTY_WEIGHT = 240;

    private final String source;
    private final TimeParser times;
    private final Optional<String> everyEvent;
    private final Optional<String> everyChannel;
    private String problem = "";

    /** @param source name of the log, within which message ids are unique */
    RowBuilder(String source, TimeParser times, Columns columns) {
        this.source = source;
        this.times = times;
        this.everyEvent = Columns.constant(columns.event());
        this.everyChannel = columns.channel().flatMap(Columns::constant);
    }

    /** False for what {@link #build} rejects; only then does it need the time as it is written. */
    static boolean possible(long time) {
        return time >= YEAR_1900 && time < YEAR_10000;
    }

    /** Why the last row gave none. */
    String problem() {
        return problem;
    }

    LogRow fail(String reason) {
        problem = reason;
        return null;
    }

    /**
     * One row.
     *
     * @param time as {@link TimeParser} gave it
     * @param timeText as it is written, for the message; needed only for a time that is not possible
     * @param weight bytes that the properties take
     * @return null if the row is to be rejected
     */
    LogRow build(
            long order,
            String customer,
            String eventCell,
            long time,
            String timeText,
            String channelCell,
            String sentiment,
            String id,
            RowProperties properties,
            int weight) {
        String event = everyEvent.orElse(eventCell);
        String channel = everyChannel.orElse(channelCell);
        if (customer == null || customer.isBlank()) {
            return fail("no customer");
        }
        if (customer.length() > LONGEST_ID || (id != null && id.length() > LONGEST_ID)) {
            return fail("customer or message id longer than " + LONGEST_ID + " characters");
        }
        if (event == null || event.isBlank()) {
            return fail("no event");
        }
        if (event.length() > LONGEST_EVENT) {
            return fail("event of " + event.length() + " characters; at most " + LONGEST_EVENT);
        }
        if (time == TimeParser.UNREADABLE) {
            return fail(
                    timeText == null || timeText.isBlank()
                            ? "no time"
                            : "time \"" + timeText + "\" cannot be read; expected " + times.expected());
        }
        int ofChannel = channel == null ? 0 : RowProperties.utf8(channel);
        if (properties.exceed(MOST_BYTES - ofChannel)) {
            return fail(
                    "channel and properties of more than " + MOST_BYTES + " bytes, too large for a record of Kafka's");
        }
        if (!possible(time)) {
            return fail("impossible time \"" + timeText + "\"; expected the years 1900 to 9999");
        }
        Touchpoint touchpoint = new Touchpoint();
        if (sentiment != null && !sentiment.isBlank()) {
            double felt = number(sentiment);
            if (!(felt >= -1 && felt <= 1)) {
                return fail("sentiment \"" + sentiment + "\"; expected a number from -1 to 1");
            }
            touchpoint.setSentiment(felt);
        }
        touchpoint.setUserId(customer);
        touchpoint.setEvent(event);
        touchpoint.setTime(time);
        touchpoint.setChannel(channel == null || channel.isBlank() ? null : channel);
        touchpoint.setMessageId(id == null ? "" : id);
        touchpoint.setProperties(properties);
        touchpoint.setTraits(Map.of());
        touchpoint.setIdentifiers(Map.of());
        touchpoint.setSource(source);
        return new LogRow(order, touchpoint, EMPTY_WEIGHT + customer.length() + weight);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
