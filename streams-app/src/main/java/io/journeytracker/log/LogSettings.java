package io.journeytracker.log;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/**
 * How a log is to be read.
 *
 * @param customer column of the customer; needed but for XES
 * @param event column of the event; needed but for XES
 * @param time column of the time; needed but for XES
 * @param channel column of the channel
 * @param sentiment column of the sentiment
 * @param id column of the message id
 * @param times how times are written
 * @param separator between the cells of a row; absent: comma, of TSV a tab
 * @param encoding absent: by the byte order mark, else UTF-8 (XES: what its first line says)
 * @param lifecycle which events of an XES log count
 * @param further columns that must be there and stay properties, with the option that names each
 */
public record LogSettings(
        Optional<String> customer,
        Optional<String> event,
        Optional<String> time,
        Optional<String> channel,
        Optional<String> sentiment,
        Optional<String> id,
        TimeParser times,
        Optional<Character> separator,
        Optional<Charset> encoding,
        Lifecycle lifecycle,
        Map<String, String> further) {

    /** The columns, where the format has no names of its own for them. */
    Columns columns(LogFormat format) {
        boolean xes = format == LogFormat.XES;
        String missing = "";
        if (!xes) {
            missing = customer.isEmpty() ? missing + " --customer" : missing;
            missing = event.isEmpty() ? missing + " --event" : missing;
            missing = time.isEmpty() ? missing + " --time" : missing;
        }
        if (!missing.isEmpty()) {
            throw new LogException(
                    "missing:" + missing + "; give the names of the columns with the customer, the event and its time");
        }
        return new Columns(
                customer.orElse(Columns.XES_NAME),
                event.orElse(Columns.XES_NAME),
                time.orElse(Columns.XES_TIME),
                channel,
                sentiment,
                id,
                further);
    }

    /**
     * The same, and columns that must be there besides.
     *
     * @param columns with the option that names each, for messages
     */
    public LogSettings requiring(Map<String, String> columns) {
        return new LogSettings(
                customer, event, time, channel, sentiment, id, times, separator, encoding, lifecycle, columns);
    }

    /** The same, but every row has this event. */
    public LogSettings withEvent(String name) {
        return new LogSettings(
                customer,
                Optional.of("=" + name),
                time,
                channel,
                sentiment,
                id,
                times,
                separator,
                encoding,
                lifecycle,
                further);
    }
}
