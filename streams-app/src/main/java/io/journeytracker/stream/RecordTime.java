package io.journeytracker.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's own timestamp, in milliseconds since the epoch. A producer may write a record without one (-1 in Kafka's format), at
 * which Kafka Streams would end, and again at every start: such a record has the time 0, and whoever needs its time refuses it.
 */
public final class RecordTime implements TimestampExtractor {

    /** Of a record without a timestamp. */
    public static final long NONE = 0;

    /** When a dead letter is written of a record: then where the record says nothing, or any retention would take the letter away. */
    public static long ofLetter(long ofRecord, long now) {
        return ofRecord > NONE ? ofRecord : now;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> message, long partitionTime) {
        return Math.max(NONE, message.timestamp());
    }
}
