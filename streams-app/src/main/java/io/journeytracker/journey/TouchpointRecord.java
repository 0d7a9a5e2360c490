package io.journeytracker.journey;

import com.google.common.hash.Hashing;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.failure.UnusableRecordException;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.stream.RecordTime;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.nio.charset.StandardCharsets;

/**
 * A touchpoint as it came through Kafka, checked, with all that the fold needs beside its content.
 *
 * @param time effective event time
 * @param order order stamp
 * @param id 55-bit hash of source and message id, so that it takes 8 bytes in the stored tail
 * @param replayUntil what becomes true up to then is old news; Long.MIN_VALUE: live
 * @param clamped the device's time was impossible and replaced by the time of receipt
 */
public record TouchpointRecord(
        Touchpoint touchpoint, long time, long order, long id, long replayUntil, boolean clamped) {

    static final int MAX_EVENT = 256;
    static final int MAX_KEYS = 100;
    static final int MAX_COMMENT = 2_000;
    static final int MAX_ID = 512;
    private static final int ID_SHIFT = Long.SIZE - 55;

    /**
     * @param timestamp the Kafka record's, taken as time of receipt where the touchpoint names none; 0 and below: it has none
     * @throws UnusableRecordException where the touchpoint breaks a bound that its schema documents
     */
    public static TouchpointRecord of(
            Touchpoint touchpoint, long timestamp, org.apache.kafka.common.header.Headers headers)
            throws UnusableRecordException {
        String event = touchpoint.getEvent();
        if (event.isBlank() || event.length() > MAX_EVENT) {
            throw new UnusableRecordException(
                    DeadReason.INVALID, "event has " + event.length() + " characters, expected 1 to " + MAX_EVENT);
        }
        bounded("comment", touchpoint.getComment(), MAX_COMMENT);
        bounded("messageId", touchpoint.getMessageId(), MAX_ID);
        bounded("properties", touchpoint.getProperties().size());
        bounded("traits", touchpoint.getTraits().size());
        long receivedAt = receivedAt(touchpoint, timestamp);
        long time = TouchpointTime.effective(touchpoint.getTime(), receivedAt);
        long order;
        long replayUntil;
        try {
            order = HeaderLong.read(headers, Headers.ORDER, 0);
            replayUntil = HeaderLong.read(headers, Headers.REPLAY_UNTIL, Long.MIN_VALUE);
        } catch (IllegalArgumentException e) {
            throw new UnusableRecordException(DeadReason.INVALID, e.getMessage());
        }
        boolean clamped = TouchpointTime.clamped(touchpoint.getTime(), receivedAt);
        return new TouchpointRecord(touchpoint, time, order, id(touchpoint, time, order), replayUntil, clamped);
    }

    private static long receivedAt(Touchpoint touchpoint, long timestamp) throws UnusableRecordException {
        Long receipt = touchpoint.getReceivedAt();
        if (receipt == null && timestamp <= RecordTime.NONE) {
            throw new UnusableRecordException(
                    DeadReason.IMPOSSIBLE_TIME,
                    "neither receivedAt nor the record's timestamp says when it was received, expected one of them");
        }
        return receipt == null ? timestamp : receipt;
    }

    private static void bounded(String field, String text, int most) throws UnusableRecordException {
        if (text != null && text.length() > most) {
            throw new UnusableRecordException(
                    DeadReason.INVALID, field + " has " + text.length() + " characters, expected at most " + most);
        }
    }

    private static void bounded(String field, int keys) throws UnusableRecordException {
        if (keys > MAX_KEYS) {
            throw new UnusableRecordException(
                    DeadReason.INVALID, field + " has " + keys + " keys, expected at most " + MAX_KEYS);
        }
    }

    /** Without a message id a touchpoint is like no other: its place in the order stands for one. */
    public static long id(Touchpoint touchpoint, long time, long order) {
        String message = touchpoint.getMessageId();
        String key = message.isEmpty()
                ? touchpoint.getSource() + '\u0001' + touchpoint.getEvent() + '\u0001' + time + '\u0001' + order
                : touchpoint.getSource() + '\u0000' + message;
        return Hashing.farmHashFingerprint64()
                        .hashString(key, StandardCharsets.UTF_8)
                        .asLong()
                >>> ID_SHIFT;
    }
}
