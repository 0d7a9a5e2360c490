package io.journeytracker.intake.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.http.ErrorBody;
import io.journeytracker.intake.mapping.TouchpointMapper;
import io.journeytracker.intake.mapping.UnusableMessageException;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Item;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.Unreadable;
import io.journeytracker.intake.protocol.Answer;
import io.journeytracker.intake.protocol.BoundedJson;
import io.journeytracker.intake.protocol.Credentials;
import io.journeytracker.intake.protocol.IntakeRequest;
import io.journeytracker.intake.protocol.MalformedRequestException;
import io.journeytracker.intake.protocol.Protocol;
import io.journeytracker.intake.protocol.Route;
import io.journeytracker.intake.publish.IntakeDeadLetters;
import io.journeytracker.intake.publish.KafkaPublisher;
import io.journeytracker.intake.publish.OrderStamps;
import io.journeytracker.intake.publish.TouchpointRecords;
import io.journeytracker.intake.publish.UnavailableException;
import io.journeytracker.intake.source.Sender;
import io.journeytracker.intake.source.Source;
import io.journeytracker.intake.source.Sources;
import io.journeytracker.schema.Touchpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From an unpacked request to records on Kafka and the answer that says so. Thread-safe. */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** Of requests that nobody vouches for: enough to see a new site's mistake, too little to fill a disk. */
    private static final double UNVOUCHED_PER_SECOND = 1.0 / 6;

    private static final double UNVOUCHED_BURST = 10;
    private static final String UNVOUCHED = "unvouched";

    private final Sources sources;
    private final TouchpointMapper mapper;
    private final KafkaPublisher publisher;
    private final TouchpointRecords records;
    private final IntakeDeadLetters deadLetters;
    private final OrderStamps stamps = new OrderStamps();
    private final RateLimiter<String> keys = new RateLimiter<>(System::nanoTime);
    private final RateLimiter<String> unvouched = new RateLimiter<>(System::nanoTime);
    private final IntakeMeters meters;
    private final Consumer<DeadReason> deadLetterCounter;

    Intake(
            Sources sources,
            TouchpointMapper mapper,
            KafkaPublisher publisher,
            TouchpointRecords records,
            IntakeDeadLetters deadLetters,
            IntakeMeters meters,
            Consumer<DeadReason> deadLetterCounter) {
        this.sources = sources;
        this.mapper = mapper;
        this.publisher = publisher;
        this.records = records;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.deadLetterCounter = deadLetterCounter;
    }

    /**
     * Takes a request.
     *
     * @param origin of the page that sends it; empty: no page
     * @return the answer, once all that is taken is on Kafka; exceptionally with {@link RefusedException} where Kafka does not take it
     * @throws RefusedException if it is refused at once
     */
    CompletableFuture<Answer> take(Protocol protocol, Route.Messages route, IntakeRequest request, String origin)
            throws RefusedException {
        Batch batch;
        try {
            batch = route.read().read(request);
        } catch (MalformedRequestException malformed) {
            return malformed(protocol, request, malformed, DeadReason.UNDECODABLE);
        } catch (RuntimeException ours) {
            logOurs(protocol, ours);
            return malformed(
                    protocol,
                    request,
                    new MalformedRequestException("body", "could not be handled; the fault is the server's"),
                    DeadReason.FAILED);
        }
        Sender sender = admit(batch, origin);
        return publish(new Taken(protocol, request, batch, sender.source()), route.accepted());
    }

    private Sender admit(Batch batch, String origin) throws RefusedException {
        Optional<Sender> known = sources.withKey(batch.writeKey());
        if (known.isEmpty()) {
            throw refused(Refusal.unknownKey(!batch.writeKey().isEmpty()), IntakeMeters.UNKNOWN_SOURCE, batch);
        }
        Sender sender = known.get();
        String source = sender.source().name();
        if (!origin.isEmpty() && !sender.origins().allow(origin)) {
            throw refused(Refusal.originNotAllowed(), source, batch);
        }
        int wait = keys.take(
                batch.writeKey(),
                sender.events().perSecond(),
                sender.events().burst(),
                Math.max(1, batch.items().size()));
        if (wait > 0) {
            throw refused(Refusal.tooManyEvents(wait), source, batch);
        }
        return sender;
    }

    private static RefusedException refused(Refusal refusal, String source, Batch batch) {
        return new RefusedException(refusal, source, batch.items().size());
    }

    /** A request, read. */
    private record Taken(Protocol protocol, IntakeRequest request, Batch batch, Source source) {

        IntakeDeadLetters.Arrival arrival() {
            return Intake.arrival(protocol, request, source.name());
        }
    }

    private static IntakeDeadLetters.Arrival arrival(Protocol protocol, IntakeRequest request, String source) {
        return new IntakeDeadLetters.Arrival(
                protocol.name(),
                request.path(),
                source,
                request.header("content-type").orElse(""),
                request.receivedAt());
    }

    private CompletableFuture<Answer> publish(Taken taken, Answer accepted) throws RefusedException {
        List<Item> items = taken.batch().items();
        List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>(items.size());
        List<Rejection> rejections = new ArrayList<>(0);
        boolean anyLarge = taken.request().body().length > Limits.EVENT_BYTES
                || taken.request().body().length == 0;
        long stamp = stamps.take(taken.request().receivedAt(), items.size());
        try {
            for (int i = 0; i < items.size(); i++) {
                try {
                    out.add(record(taken, items.get(i), anyLarge, stamp + i));
                } catch (RejectedItem rejected) {
                    Rejection rejection = rejected.at(i);
                    rejections.add(rejection);
                    out.add(deadLetters.record(
                            taken.arrival(), rejection.again().get(), rejection.why(), rejection.message()));
                }
            }
            if (out.isEmpty()) {
                return CompletableFuture.completedFuture(accepted);
            }
            return answered(publisher.publish(out), taken, rejections, accepted);
        } catch (UnavailableException away) {
            throw unavailable(away, taken);
        }
    }

    private static RefusedException unavailable(Throwable away, Taken taken) {
        LOG.debug("A request of source {} was refused", taken.source().name(), away);
        return refused(
                Refusal.unavailable("touchpoints cannot be stored now; send them again"),
                taken.source().name(),
                taken.batch());
    }

    private ProducerRecord<byte[], byte[]> record(Taken taken, Item item, boolean anyLarge, long stamp)
            throws RejectedItem, UnavailableException {
        if (item instanceof Unreadable unreadable) {
            throw new RejectedItem(
                    unreadable.messageId(),
                    unreadable.field(),
                    unreadable.reason(),
                    DeadReason.UNDECODABLE,
                    unreadable.again());
        }
        Message message = (Message) item;
        try {
            if (anyLarge) {
                EventSize.check(message);
            }
            Touchpoint touchpoint = mapper.map(
                    message, taken.batch(), taken.source(), taken.request().receivedAt());
            return records.record(
                    touchpoint,
                    publisher.serialize(touchpoint),
                    stamp,
                    taken.batch().backFill());
        } catch (UnusableMessageException unusable) {
            throw new RejectedItem(
                    message.messageId(), unusable.field(), unusable.getMessage(), DeadReason.INVALID, message.again());
        } catch (RuntimeException ours) {
            logOurs(taken.protocol(), ours);
            throw new RejectedItem(
                    message.messageId(),
                    "",
                    "could not be handled; the fault is the server's",
                    DeadReason.FAILED,
                    message.again());
        }
    }

    private CompletableFuture<Answer> answered(
            CompletableFuture<Void> written, Taken taken, List<Rejection> rejections, Answer accepted) {
        return written.handle((done, failure) -> {
                    if (failure != null) {
                        return CompletableFuture.<Answer>failedFuture(unavailable(failure, taken));
                    }
                    String source = taken.source().name();
                    String protocol = taken.protocol().name();
                    int good = taken.batch().items().size() - rejections.size();
                    if (good > 0) {
                        meters.accepted(source, protocol, good);
                    }
                    rejections.forEach(each -> {
                        meters.rejected(source, protocol, each.why().label(), 1);
                        deadLetterCounter.accept(each.why());
                    });
                    return CompletableFuture.completedFuture(answer(rejections, good, accepted));
                })
                .thenCompose(answer -> answer);
    }

    private static Answer answer(List<Rejection> rejections, int good, Answer accepted) {
        if (rejections.isEmpty()) {
            return accepted;
        }
        if (good == 0) {
            Rejection first = rejections.get(0);
            Refusal refusal = Refusal.noneUsable(first.field(), first.reason());
            ObjectNode body = refusal.error().json();
            Rejection.tell(rejections, body.putArray("errors"));
            return json(refusal.status(), body);
        }
        try {
            JsonNode body = BoundedJson.mapper().readTree(accepted.body());
            if (body instanceof ObjectNode object) {
                Rejection.tell(rejections, object.putArray("errors"));
                return json(accepted.status(), object);
            }
        } catch (JacksonException noJson) {
            LOG.trace("The protocol's answer has no room for errors", noJson);
        } catch (IOException impossible) {
            throw new IllegalStateException("Reading from memory failed", impossible);
        }
        return accepted;
    }

    private static Answer json(int status, ObjectNode body) {
        return new Answer(status, ErrorBody.CONTENT_TYPE, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<Answer> malformed(
            Protocol protocol, IntakeRequest request, MalformedRequestException malformed, DeadReason reason)
            throws RefusedException {
        Refusal refusal = Refusal.malformed(malformed.field(), malformed.getMessage());
        String source = Credentials.writeKey(request)
                .flatMap(sources::withKey)
                .map(sender -> sender.source().name())
                .orElse("");
        String labelled = source.isEmpty() ? IntakeMeters.UNKNOWN_SOURCE : source;
        if (!isKept(request, source)) {
            throw new RefusedException(refusal, labelled, 1);
        }
        CompletableFuture<Void> written;
        try {
            written = publisher.publish(List.of(deadLetters.record(
                    arrival(protocol, request, source),
                    request.body(),
                    reason,
                    malformed.field() + " " + malformed.getMessage())));
        } catch (UnavailableException away) {
            throw new RefusedException(
                    Refusal.unavailable("the request cannot be kept now; send it again"), labelled, 1);
        }
        return written.handle((done, failure) -> {
                    if (failure == null) {
                        deadLetterCounter.accept(reason);
                    }
                    return CompletableFuture.<Answer>failedFuture(new RefusedException(
                            failure == null
                                    ? refusal
                                    : Refusal.unavailable("the request cannot be kept now; send it again"),
                            labelled,
                            1));
                })
                .thenCompose(answer -> answer);
    }

    /** What comes without a known key is kept sparingly: otherwise anybody could fill the dead letters. */
    private boolean isKept(IntakeRequest request, String source) {
        int bytes = request.body().length;
        return bytes > 0
                && (!source.isEmpty()
                        || bytes <= Limits.EVENT_BYTES
                                && unvouched.take(UNVOUCHED, UNVOUCHED_PER_SECOND, UNVOUCHED_BURST, 1) == 0);
    }

    /** An exception's message may hold what a customer sent: only where it happened is logged. */
    private static void logOurs(Protocol protocol, RuntimeException ours) {
        StackTraceElement[] trace = ours.getStackTrace();
        LOG.error(
                "A message of protocol {} could not be handled and is kept as a dead letter: {} at {}",
                protocol.name(),
                ours.getClass().getName(),
                trace.length == 0 ? "?" : trace[0]);
    }

    /** Ends the handling of one item of a batch. */
    private static final class RejectedItem extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Rejection rejection;

        RejectedItem(String messageId, String field, String reason, DeadReason why, Supplier<byte[]> again) {
            super(reason, null, false, false);
            rejection = new Rejection(0, messageId, field, reason, why, again);
        }

        Rejection at(int index) {
            return new Rejection(
                    index,
                    rejection.messageId(),
                    rejection.field(),
                    rejection.reason(),
                    rejection.why(),
                    rejection.again());
        }
    }
}
