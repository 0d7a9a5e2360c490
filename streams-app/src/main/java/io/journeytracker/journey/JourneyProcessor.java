package io.journeytracker.journey;

import io.journeytracker.engine.TailKept;
import io.journeytracker.failure.DeadLetter;
import io.journeytracker.failure.DeadLetterHandler;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.failure.UnusableRecordException;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.schema.ClockState;
import io.journeytracker.schema.DecodedTouchpoint;
import io.journeytracker.schema.MapCell;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointReader;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.stream.CommitForwarder;
import io.journeytracker.stream.CommitPacer;
import io.journeytracker.stream.RecordTime;
import io.journeytracker.topic.CustomerId;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds every touchpoint into its customer's record, and lets the clock fold what falls due. Loads, calls, and writes last:
 * when folding fails nothing has been written.
 */
final class JourneyProcessor implements Processor<byte[], Object, Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(JourneyProcessor.class);
    private static final Duration NEXT_SLICE = Duration.ofMillis(10);
    private static final long FORGET_AGAIN_MILLIS = Duration.ofHours(1).toMillis();

    private final TouchpointReader touchpoints;
    private final Engines engines;
    private final CustomerFold fold;
    private final JourneyMeters meters;
    private final MapGauges gauges;
    private final MapParts parts;
    private final boolean merges;
    private final boolean told;
    private final Effects effects = new Effects();
    private ProcessorContext<Object, Object> context;
    private WriteBehindStore<Bytes, CustomerRecord> customers;
    private DeadlineIndex deadlines;
    private PartitionClock clock;
    private PartialMap map;
    private Sweep sweep;
    private CommitPacer pacer;
    private CustomerWriter writer;
    private GaugePublisher publisher;
    private Merging merging;
    private Cancellable pending;

    /**
     * @param merges whether customers may turn out to be the same as others
     * @param told whether customers' stories are told
     */
    JourneyProcessor(
            TouchpointReader touchpoints,
            Engines engines,
            JourneyMeters meters,
            MapGauges gauges,
            MapParts parts,
            boolean merges,
            boolean told) {
        this.touchpoints = touchpoints;
        this.engines = engines;
        this.fold = new CustomerFold(engines);
        this.meters = meters;
        this.gauges = gauges;
        this.parts = parts;
        this.merges = merges;
        this.told = told;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        customers = context.getStateStore(JourneyTopology.CUSTOMERS);
        deadlines = new DeadlineIndex(context.getStateStore(JourneyTopology.DEADLINES));
        WriteBehindStore<String, ClockState> clocks = context.getStateStore(JourneyTopology.CLOCK);
        clock = new PartitionClock(clocks);
        WriteBehindStore<CellKey, MapCell> cells = context.getStateStore(JourneyTopology.CELLS);
        map = new PartialMap(cells, clock.hoursFrom());
        CellChanges changes = new CellChanges();
        cells.onWrite((key, cell) -> changes.written(key));
        parts.begin(context.taskId().partition(), changes);
        sweep = new Sweep(deadlines, clock, Time.SYSTEM);
        pacer = new CommitPacer(context);
        writer = new CustomerWriter(context, map, new EffectMeters(meters), told ? new StoryParts() : null);
        merging = new Merging(new StateCodec(engines), clock::time, effects, new Kept(), meters);
        customers.onWrite(new CommitForwarder(context).forwarding(this::written));
        publisher = new GaugePublisher(gauges, parts, context.taskId(), engines, map, deadlines, clock);
        publisher.publish(context.currentSystemTimeMs());
    }

    @Override
    public void process(Record<byte[], Object> record) {
        Header tick = record.value() == null ? record.headers().lastHeader(Headers.TICK) : null;
        if (tick != null) {
            tick(Tick.read(tick));
            return;
        }
        RecordMetadata at = context.recordMetadata().orElseThrow();
        try {
            if (record.headers().lastHeader(Headers.IDENTITY) != null) {
                merging.receive(record);
            } else {
                touchpoint(record, at);
            }
        } catch (UnusableRecordException e) {
            deadLetter(record, at, e.reason(), e.getMessage());
        }
    }

    private void touchpoint(Record<byte[], Object> record, RecordMetadata at) throws UnusableRecordException {
        TouchpointRecord touchpoint = TouchpointRecord.of(decode(record, at), record.timestamp(), record.headers());
        Bytes key = Bytes.wrap(record.key());
        CustomerRecord known = customers.get(key);
        CustomerRecord customer = known == null ? new CustomerRecord() : known.copy();
        effects.clear();
        CustomerFold.Outcome outcome = fold.touch(customer, touchpoint, clock.time(), kept(record.key()), effects);
        if (outcome.folded()) {
            keep(key, customer, touchpoint, known == null || Reach.differs(known, customer));
        }
        if (touchpoint.clamped()) {
            meters.clampedTime();
        }
        meters.touchpoint(engines.channel(touchpoint.touchpoint().getChannel()), outcome.label());
        if (outcome.setAside()) {
            meters.setAside(touchpoint.touchpoint().getSource(), outcome.label());
        }
        if (outcome.late()) {
            deadLetter(record, at, DeadReason.LATE, "older than the customer's checkpoint");
        }
    }

    /** Of a customer who is not known yet the past is kept as far as it fits: it may become part of another one's. */
    private TailKept kept(byte[] customer) {
        return merges && !CustomerId.isUser(customer) ? TailKept.ALL : TailKept.GRACE;
    }

    private Touchpoint decode(Record<byte[], Object> record, RecordMetadata at) throws UnusableRecordException {
        if (record.value() instanceof DecodedTouchpoint decoded) {
            return decoded.touchpoint();
        }
        if (record.key() == null || record.value() == null) {
            throw new UnusableRecordException(DeadReason.EMPTY, "the record has no key or no value");
        }
        try {
            return touchpoints.read(at.topic(), record.headers(), (byte[]) record.value());
        } catch (SerializationException e) {
            throw new UnusableRecordException(
                    DeadReason.UNDECODABLE, "not a Touchpoint in Avro that the registry describes");
        }
    }

    private void deadLetter(Record<byte[], Object> record, RecordMetadata at, DeadReason reason, String message) {
        Object value = record.value() instanceof DecodedTouchpoint decoded ? decoded.bytes() : record.value();
        meters.deadLetter(reason);
        context.forward(
                new Record<Object, Object>(
                        record.key(),
                        value,
                        RecordTime.ofLetter(record.timestamp(), context.currentSystemTimeMs()),
                        DeadLetter.headers(record.headers(), reason, message, at.topic(), at.partition(), at.offset())),
                JourneyTopology.TO_DEAD_LETTERS);
    }

    // ---- time ----------------------------------------------------------------------------------------------------

    private void tick(Tick tick) {
        if (clock.tick(tick)) {
            sweepSlice();
            clock.hoursFrom(map.foldHours(clock.time()));
        }
        publisher.publish(context.currentSystemTimeMs());
        pacer.passed(tick.time());
    }

    private void sweepSlice() {
        long began = System.nanoTime();
        boolean more = sweep.slice(this::fallsDue);
        meters.sweep(Duration.ofNanos(System.nanoTime() - began));
        if (more && pending == null) {
            pending = context.schedule(NEXT_SLICE, PunctuationType.WALL_CLOCK_TIME, now -> sweepSlice());
        } else if (!more && pending != null) {
            pending.cancel();
            pending = null;
        }
    }

    private void fallsDue(DeadlineIndex.Entry entry) {
        CustomerRecord known = customers.get(entry.customer());
        if (known == null || known.armed != entry.due()) {
            return;
        }
        CustomerRecord customer = known.copy();
        effects.clear();
        try {
            fold.advance(customer, clock.time(), effects);
        } catch (RuntimeException e) {
            if (DeadLetterHandler.saysNothingOfTheRecord(e)) {
                throw e;
            }
            // One customer that cannot be advanced must not stop the clock for all others.
            deadDeadline(entry, e);
            return;
        }
        customer.armed = CustomerRecord.NOT_ARMED;
        keep(entry.customer(), customer, null, customer.journeys.size() < known.journeys.size());
    }

    private void deadDeadline(DeadlineIndex.Entry entry, RuntimeException failure) {
        LOG.error("What fell due at {} for one customer could not be handled", entry.due(), failure);
        meters.deadLetter(DeadReason.FAILED);
        context.forward(
                new Record<Object, Object>(
                        entry.customer().get(),
                        null,
                        Math.max(0, entry.due()),
                        DeadLetter.headers(
                                new RecordHeaders(),
                                DeadReason.FAILED,
                                "deadline " + entry.due() + ": "
                                        + failure.getClass().getSimpleName(),
                                JourneyTopology.DEADLINES,
                                context.taskId().partition(),
                                -1)),
                JourneyTopology.TO_DEAD_LETTERS);
    }

    private void keep(Bytes key, CustomerRecord customer, TouchpointRecord touchpoint, boolean snapshot) {
        try {
            writer.write(key, effects, touchpoint);
            if (customer.journeys.isEmpty()) {
                customers.delete(key);
                writer.forgotten(key);
                return;
            }
            customer.news |= snapshot || !effects.said().isEmpty();
            arm(key, customer);
            customers.put(key, customer);
        } catch (RuntimeException e) {
            throw new WriteFailedException(e);
        }
    }

    /** What merging may do to customers. */
    private final class Kept implements Merging.Keeping {

        @Override
        public CustomerRecord get(Bytes customer) {
            return customers.getOnce(customer);
        }

        @Override
        public TailKept tail(byte[] customer) {
            return kept(customer);
        }

        @Override
        public void keep(Bytes customer, CustomerRecord record) {
            JourneyProcessor.this.keep(customer, record, null, true);
        }

        @Override
        public void forget(Bytes customer) {
            try {
                writer.write(customer, effects, null);
                customers.delete(customer);
            } catch (RuntimeException e) {
                throw new WriteFailedException(e);
            }
        }

        @Override
        public void withdrawn(Bytes customer, Withdrawal why) {
            try {
                writer.withdrawn(customer, why);
            } catch (RuntimeException e) {
                throw new WriteFailedException(e);
            }
        }

        @Override
        public void send(byte[] winner, byte[] handOver) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(Headers.IDENTITY, new byte[0]);
            context.forward(
                    new Record<Object, Object>(winner, handOver, context.currentSystemTimeMs(), headers),
                    JourneyTopology.TO_WINNER);
        }
    }

    /** Where a customer is now is told once a commit, however often it changed: only the last counts. */
    private void written(Bytes key, CustomerRecord customer) {
        if (customer == null) {
            writer.tellPlace(key, null);
        } else if (customer.news) {
            writer.tellPlace(key, customer);
            customer.news = false;
        }
    }

    /** Lazy: an entry is added only where the customer is due sooner than any entry says. */
    private void arm(Bytes key, CustomerRecord customer) {
        long now = clock.time();
        long forget = customer.forgetAt();
        if (forget != CustomerRecord.NOT_ARMED && now != PartitionClock.UNKNOWN) {
            // History that is older than the retention comes in many touchpoints: keep the customer while it does.
            forget = Math.max(forget, now + FORGET_AGAIN_MILLIS);
        }
        long due = Math.min(customer.due(), forget);
        boolean passed = customer.armed < now;
        if (due != CustomerRecord.NOT_ARMED && (due < customer.armed || passed)) {
            deadlines.put(due, key);
            customer.armed = due;
        }
    }

    @Override
    public void close() {
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
        if (publisher != null) {
            publisher.close();
        }
    }
}
