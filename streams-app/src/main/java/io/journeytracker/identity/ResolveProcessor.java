package io.journeytracker.identity;

import io.journeytracker.failure.DeadLetter;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.failure.UnusableRecordException;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.DecodedTouchpoint;
import io.journeytracker.schema.IdentityMessage;
import io.journeytracker.schema.IdentityState;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointReader;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.stream.CommitPacer;
import io.journeytracker.stream.IdentityMessages;
import io.journeytracker.stream.RecordTime;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Finds the customer whose touchpoint it is, on the partition where the identifier is kept that it is addressed to: hands it to
 * the journeys here, or sends it on to the partition of a stronger identifier. Learns from it who is who.
 *
 * <p>What it sends on would be overtaken by time, so ticks make the same way once more: of those that came through every
 * partition of touchpoints the earliest goes on to every partition, behind whatever was sent on before.
 */
final class ResolveProcessor implements Processor<byte[], Object, byte[], Object> {

    /** Far more than there are kinds and users of one customer; beyond it something is wrong. */
    private static final int MOST_HOPS = 100;

    private final IdentityRules rules;
    private final TouchpointReader reader;
    private final JourneyMeters meters;
    private final int partitions;
    private final String journeys;
    private final IdentityMessages messages = new IdentityMessages();
    private final TickGate ticks = new TickGate();
    private ProcessorContext<byte[], Object> context;
    private IdentityGraph graph;
    private CommitPacer pacer;
    private Record<byte[], ?> current;

    ResolveProcessor(
            IdentityRules rules, TouchpointReader reader, JourneyMeters meters, int partitions, String journeys) {
        this.rules = rules;
        this.reader = reader;
        this.meters = meters;
        this.partitions = partitions;
        this.journeys = journeys;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        WriteBehindStore<String, IdentityState> identities = context.getStateStore(IdentityTopology.IDENTITIES);
        this.graph = new IdentityGraph(rules, new Kept(identities), new Post());
        this.pacer = new CommitPacer(context);
    }

    @Override
    public void process(Record<byte[], Object> record) {
        current = record;
        if (record.key() == null) {
            tick(record);
        } else {
            try {
                if (record.headers().lastHeader(Headers.IDENTITY) != null) {
                    graph.receive(text(record.key()), messages.read(record.value()));
                } else {
                    touchpoint(record, addressed(record));
                }
            } catch (UnusableRecordException e) {
                deadLetter(record, e.reason(), e.getMessage());
            }
        }
    }

    private Addressed addressed(Record<byte[], Object> record) throws UnusableRecordException {
        if (record.value() instanceof Addressed inPlace) {
            return inPlace;
        }
        byte[] bytes = (byte[]) record.value();
        if (bytes == null) {
            throw new UnusableRecordException(DeadReason.EMPTY, "the record has no value, expected a Touchpoint");
        }
        try {
            String topic = context.recordMetadata().orElseThrow().topic();
            Touchpoint touchpoint = reader.read(topic, record.headers(), bytes);
            TouchpointIdentity identity = TouchpointIdentity.of(touchpoint);
            return new Addressed(
                    new DecodedTouchpoint(bytes, touchpoint), text(record.key()), identity, rules.of(identity));
        } catch (SerializationException e) {
            throw new UnusableRecordException(DeadReason.UNDECODABLE, e.getMessage());
        }
    }

    private void touchpoint(Record<byte[], Object> record, Addressed touchpoint) throws UnusableRecordException {
        String to = touchpoint.to();
        String parent = graph.parent(to);
        if (!parent.equals(to)) {
            sendOn(record, touchpoint.bytes(), parent);
        } else if (graph.touched(
                to,
                touchpoint.identified(),
                touchpoint.identity().consent(),
                touchpoint.identity().time())) {
            context.forward(record.withValue(touchpoint.touchpoint()), journeys);
        } else {
            meters.withoutConsent();
        }
    }

    private void sendOn(Record<byte[], Object> record, byte[] value, String parent) throws UnusableRecordException {
        long hops = HeaderLong.read(record.headers(), Headers.HOPS, 0) + 1;
        if (hops > MOST_HOPS) {
            throw new UnusableRecordException(DeadReason.FAILED, "it was sent on " + MOST_HOPS + " times");
        }
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.remove(Headers.HOPS);
        headers.add(Headers.HOPS, HeaderLong.bytes(hops));
        context.forward(
                record.withKey(bytes(parent)).withValue(value).withHeaders(headers), IdentityTopology.TO_RESOLVED);
    }

    private void tick(Record<byte[], Object> record) {
        Header resolved = record.headers().lastHeader(Headers.TICK_RESOLVED);
        if (resolved != null) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(Headers.TICK, resolved.value());
            context.forward(record.withValue(null).withHeaders(headers), journeys);
            return;
        }
        Header header = record.headers().lastHeader(Headers.TICK);
        if (header != null && ticks.through(Tick.read(header))) {
            RecordHeaders headers = new RecordHeaders();
            int here = context.taskId().partition();
            headers.add(Headers.TICK_RESOLVED, new Tick(ticks.time(), partitions, here).bytes());
            context.forward(record.withValue(null).withHeaders(headers), IdentityTopology.TO_RESOLVED);
            pacer.passed(ticks.time());
        }
    }

    private void deadLetter(Record<byte[], Object> record, DeadReason reason, String message) {
        Object value = record.value() instanceof Addressed inPlace ? inPlace.bytes() : record.value();
        RecordMetadata at = context.recordMetadata().orElseThrow();
        meters.deadLetter(reason);
        context.forward(
                record.withValue(value)
                        .withTimestamp(RecordTime.ofLetter(record.timestamp(), context.currentSystemTimeMs()))
                        .withHeaders(DeadLetter.headers(
                                record.headers(), reason, message, at.topic(), at.partition(), at.offset())),
                IdentityTopology.TO_UNRESOLVED);
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String identifier) {
        return identifier.getBytes(StandardCharsets.UTF_8);
    }

    private record Kept(WriteBehindStore<String, IdentityState> store) implements IdentityGraph.Nodes {

        @Override
        public IdentityState get(String identifier) {
            return store.get(identifier);
        }

        @Override
        public void put(String identifier, IdentityState state) {
            store.put(identifier, state);
        }
    }

    /** Messages travel as records of the same topic, in the order in which they are sent. */
    private final class Post implements IdentityGraph.Mail {

        @Override
        public void send(String to, IdentityMessage message) {
            context.forward(record(to, message), IdentityTopology.TO_RESOLVED);
        }

        @Override
        public void tell(String customer, IdentityMessage message) {
            context.forward(record(customer, message), journeys);
        }

        private Record<byte[], Object> record(String to, IdentityMessage message) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(Headers.IDENTITY, new byte[0]);
            return new Record<>(bytes(to), messages.encode(message), current.timestamp(), headers);
        }

        @Override
        public void happened(IdentityGraph.Event event) {
            meters.identity(event.name().toLowerCase(Locale.ROOT));
        }
    }
}
