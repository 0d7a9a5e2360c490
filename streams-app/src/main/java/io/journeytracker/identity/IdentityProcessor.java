package io.journeytracker.identity;

import io.journeytracker.failure.DeadLetter;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.failure.UnusableRecordException;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.TouchpointIdentityReader;
import io.journeytracker.stream.CommitPacer;
import io.journeytracker.topic.CustomerPartition;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Reads who a touchpoint belongs to and passes its bytes on under that key: straight to the journeys if they are kept on this
 * very partition, else by way of topic touchpoints-by-customer. Passes ticks on to every partition.
 */
final class IdentityProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final int MOST_PARTITIONS = 10_000;
    private static final int LONGEST_ID = 512;

    private final TouchpointIdentityReader reader;
    private final JourneyMeters meters;
    private final long tickAheadMillis;
    private final IdentityTopology.Next next;
    private ProcessorContext<byte[], byte[]> context;
    private CommitPacer pacer;

    IdentityProcessor(
            TouchpointIdentityReader reader, JourneyMeters meters, Duration tickAhead, IdentityTopology.Next next) {
        this.reader = reader;
        this.meters = meters;
        this.tickAheadMillis = tickAhead.toMillis();
        this.next = next;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.pacer = new CommitPacer(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        Header tick = record.value() == null ? record.headers().lastHeader(Headers.TICK) : null;
        try {
            if (tick != null) {
                passOn(record, readTick(tick, at.partition()), at.partition());
            } else {
                touchpoint(record, at);
            }
        } catch (UnusableRecordException e) {
            meters.deadLetter(e.reason());
            context.forward(
                    record.withHeaders(DeadLetter.headers(
                            record.headers(), e.reason(), e.getMessage(), at.topic(), at.partition(), at.offset())),
                    IdentityTopology.TO_DEAD_LETTERS);
        }
    }

    private static Tick readTick(Header header, int partition) throws UnusableRecordException {
        try {
            Tick tick = Tick.read(header);
            if (tick.sources() <= partition || tick.sources() > MOST_PARTITIONS) {
                throw new UnusableRecordException(
                        DeadReason.INVALID,
                        "a tick names " + tick.sources() + " partitions, expected more than " + partition
                                + " and at most " + MOST_PARTITIONS);
            }
            return tick;
        } catch (IllegalArgumentException e) {
            throw new UnusableRecordException(DeadReason.INVALID, e.getMessage());
        }
    }

    private void passOn(Record<byte[], byte[]> record, Tick tick, int partition) {
        if (tick.time() == Tick.NO_TIME) {
            return;
        }
        if (tick.time() > context.currentSystemTimeMs() + tickAheadMillis) {
            meters.droppedTick();
            return;
        }
        record.headers().remove(Headers.TICK);
        record.headers().add(Headers.TICK, tick.from(partition).bytes());
        context.forward(record.withKey(null), IdentityTopology.TO_CUSTOMERS);
        pacer.passed(tick.time());
    }

    private void touchpoint(Record<byte[], byte[]> record, RecordMetadata at) throws UnusableRecordException {
        if (record.value() == null) {
            throw new UnusableRecordException(DeadReason.EMPTY, "the record has no value, expected a Touchpoint");
        }
        String customer = customer(at.topic(), record.value());
        if (customer.length() > LONGEST_ID) {
            throw new UnusableRecordException(
                    DeadReason.INVALID,
                    "the customer's id has " + customer.length() + " characters, expected at most " + LONGEST_ID);
        }
        if (record.headers().lastHeader(Headers.ORDER) == null) {
            record.headers().add(Headers.ORDER, HeaderLong.bytes(at.offset()));
        }
        byte[] key = customer.getBytes(StandardCharsets.UTF_8);
        boolean home =
                next.samePartitions() && CustomerPartition.isHome(record.key(), at.partition(), key, next.partitions());
        context.forward(record.withKey(key), home ? next.processor() : IdentityTopology.TO_CUSTOMERS);
    }

    private String customer(String topic, byte[] value) throws UnusableRecordException {
        String customer;
        try {
            customer = TouchpointIdentityReader.customer(reader.read(topic, value));
        } catch (SerializationException e) {
            throw new UnusableRecordException(DeadReason.UNDECODABLE, e.getMessage());
        }
        if (customer != null) {
            return customer;
        }
        throw new UnusableRecordException(
                DeadReason.NO_IDENTITY, "userId and anonymousId are both empty, expected one of them");
    }
}
