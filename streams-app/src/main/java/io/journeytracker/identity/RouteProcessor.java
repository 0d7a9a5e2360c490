package io.journeytracker.identity;

import io.journeytracker.failure.DeadLetter;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.failure.UnusableRecordException;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.DecodedTouchpoint;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointReader;
import io.journeytracker.stream.CommitPacer;
import io.journeytracker.stream.RecordTime;
import io.journeytracker.topic.CustomerPartition;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Finds by which identifiers a touchpoint says whose it is, and passes it on to where the strongest of them is kept:
 * straight on if that is this very partition, else by way of topic touchpoints-by-customer. Passes ticks on to every partition.
 */
final class RouteProcessor implements Processor<byte[], byte[], byte[], Object> {

    private static final int MOST_PARTITIONS = 10_000;

    private final TouchpointReader reader;
    private final JourneyMeters meters;
    private final long tickAheadMillis;
    private final IntSupplier sources;
    private final IdentityRules rules;
    private final IdentityTopology.Next next;
    private ProcessorContext<byte[], Object> context;
    private CommitPacer pacer;

    /** @param sources how many partitions touchpoints is known to have: more than these nobody waits for */
    RouteProcessor(
            TouchpointReader reader,
            JourneyMeters meters,
            Duration tickAhead,
            IntSupplier sources,
            IdentityRules rules,
            IdentityTopology.Next next) {
        this.reader = reader;
        this.meters = meters;
        this.tickAheadMillis = tickAhead.toMillis();
        this.sources = sources;
        this.rules = rules;
        this.next = next;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
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
                    record.<Object>withValue(record.value())
                            .withTimestamp(RecordTime.ofLetter(record.timestamp(), context.currentSystemTimeMs()))
                            .withHeaders(DeadLetter.headers(
                                    record.headers(),
                                    e.reason(),
                                    e.getMessage(),
                                    at.topic(),
                                    at.partition(),
                                    at.offset())),
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
        // One that was copied from a topic with more partitions would make time wait for ticks that never come.
        boolean foreign = tick.sources() > sources.getAsInt();
        if (foreign || tick.time() > context.currentSystemTimeMs() + tickAheadMillis) {
            meters.droppedTick();
            return;
        }
        // Nothing else that its writer put there goes on.
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.TICK, tick.from(partition).bytes());
        context.forward(
                new Record<byte[], Object>(null, null, record.timestamp(), headers), IdentityTopology.TO_CUSTOMERS);
        pacer.passed(tick.time());
    }

    private void touchpoint(Record<byte[], byte[]> record, RecordMetadata at) throws UnusableRecordException {
        if (record.value() == null) {
            throw new UnusableRecordException(DeadReason.EMPTY, "the record has no value, expected a Touchpoint");
        }
        Touchpoint touchpoint = read(at.topic(), record);
        TouchpointIdentity identity = TouchpointIdentity.of(touchpoint);
        if (!next.resolves() && Boolean.FALSE.equals(identity.consent())) {
            meters.withoutConsent();
            return;
        }
        Identified identified = rules.of(identity);
        String customer = customer(identity, identified);
        byte[] key = customer.getBytes(StandardCharsets.UTF_8);
        Headers.removeOurs(record.headers());
        if (record.headers().lastHeader(Headers.ORDER) == null) {
            record.headers().add(Headers.ORDER, HeaderLong.bytes(at.offset()));
        }
        boolean home =
                next.samePartitions() && CustomerPartition.isHome(record.key(), at.partition(), key, next.partitions());
        if (home) {
            DecodedTouchpoint decoded = new DecodedTouchpoint(record.value(), touchpoint);
            context.forward(
                    record.withKey(key).withValue(next.inPlace(new Addressed(decoded, customer, identity, identified))),
                    next.processor());
        } else {
            context.forward(record.<Object>withValue(record.value()).withKey(key), IdentityTopology.TO_CUSTOMERS);
        }
    }

    private Touchpoint read(String topic, Record<byte[], byte[]> record) throws UnusableRecordException {
        try {
            return reader.read(topic, record.headers(), record.value());
        } catch (SerializationException e) {
            throw new UnusableRecordException(DeadReason.UNDECODABLE, e.getMessage());
        }
    }

    private static String customer(TouchpointIdentity identity, Identified identified) throws UnusableRecordException {
        identity.check();
        return identified
                .customer()
                .orElseThrow(() -> new UnusableRecordException(
                        DeadReason.NO_IDENTITY,
                        "userId, anonymousId and identifiers are empty or identify nobody, expected one of them"));
    }
}
