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
import io.journeytracker.intake.publish.Consignment;
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
import java.util.Map;
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

    private final Supplier<Sources> sources;
    private final TouchpointMapper mapper;
    private final KafkaPublisher publisher;
    private final TouchpointRecords records;
    private final IntakeDeadLetters deadLetters;
    private final OrderStamps stamps = new OrderStamps();
    private final EventAllowance events = new EventAllowance(System::nanoTime);
    private final LetterAllowance letters = new LetterAllowance(System::nanoTime);
    private final IntakeMeters meters;
    private final Consumer<DeadReason> deadLetterCounter;

    /** @param sources who may send now */
    Intake(
            Supplier<Sources> sources,
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
     * Who sends a request, beside the key.
     *
     * @param origin of the page; empty: no page
     * @param address for counting
     */
    record Caller(String origin, String address) {}

    /** A request on its way. */
    private record Arrived(Protocol protocol, IntakeRequest request, Caller caller) {

        IntakeDeadLetters.Arrival arrival(String source, Map<String, String> headers, Map<String, String> query) {
            return new IntakeDeadLetters.Arrival(
                    protocol.name(),
                    request.path(),
                    source,
                    request.header("content-type").orElse(""),
                    headers,
                    query,
                    request.receivedAt());
        }
    }

    /**
     * Takes a request.
     *
     * @return the answer, once all that is taken is on Kafka; exceptionally with {@link RefusedException} where Kafka does not take it
     * @throws RefusedException if it is refused at once
     */
    CompletableFuture<Answer> take(Protocol protocol, Route.Messages route, IntakeRequest request, Caller caller)
            throws RefusedException {
        Arrived arrived = new Arrived(protocol, request, caller);
        Batch batch;
        try {
            batch = route.read().read(request);
        } catch (MalformedRequestException malformed) {
            return malformed(arrived, malformed, DeadReason.UNDECODABLE, false);
        } catch (RuntimeException ours) {
            logOurs(protocol, ours);
            return malformed(
                    arrived,
                    new MalformedRequestException("body", "could not be handled; the fault is the server's"),
                    DeadReason.FAILED,
                    false);
        }
        Source source = admit(batch.writeKey(), batch.items().size(), caller).source();
        return publish(arrived, batch, source, route.accepted());
    }

    /**
     * Keeps a request whose body could not even be unpacked, and refuses it.
     *
     * @param request with its body as it came
     * @return exceptionally with {@link RefusedException}
     * @throws RefusedException if it is refused at once
     */
    CompletableFuture<Answer> damaged(
            Protocol protocol, IntakeRequest request, Caller caller, MalformedRequestException damaged)
            throws RefusedException {
        return malformed(new Arrived(protocol, request, caller), damaged, DeadReason.UNDECODABLE, true);
    }

    private Sender admit(String key, int messages, Caller caller) throws RefusedException {
        Optional<Sender> known = sources.get().withKey(key);
        if (known.isEmpty()) {
            throw new RefusedException(Refusal.unknownKey(!key.isEmpty()), IntakeMeters.UNKNOWN_SOURCE, messages);
        }
        Sender sender = known.get();
        String source = sender.source().name();
        if (!caller.origin().isEmpty() && !sender.origins().allow(caller.origin())) {
            throw new RefusedException(Refusal.originNotAllowed(), source, messages);
        }
        int wait = events.take(sender, key, caller.address(), Math.max(1, messages));
        if (wait > 0) {
            throw new RefusedException(Refusal.tooManyEvents(wait), source, messages);
        }
        return sender;
    }

    /** What became of a batch: all that is needed of it while Kafka has it. */
    private record Outcome(String source, String protocol, int messages, List<Rejection> rejections) {

        RefusedException unavailable(Throwable away) {
            LOG.debug("A request of source {} was refused", source, away);
            return new RefusedException(
                    Refusal.unavailable("touchpoints cannot be stored now; send them again"), source, messages);
        }
    }

    private CompletableFuture<Answer> publish(Arrived arrived, Batch batch, Source source, Answer accepted)
            throws RefusedException {
        List<Rejection> rejections = new ArrayList<>(0);
        Outcome outcome = new Outcome(
                source.name(), arrived.protocol().name(), batch.items().size(), rejections);
        try (Consignment out = publisher.open()) {
            fill(out, arrived, batch, source, rejections);
            return out.isEmpty()
                    ? CompletableFuture.completedFuture(answer(outcome, accepted))
                    : answered(publisher.publish(out), outcome, accepted);
        } catch (UnavailableException away) {
            throw outcome.unavailable(away);
        }
    }

    private void fill(Consignment out, Arrived arrived, Batch batch, Source source, List<Rejection> rejections)
            throws UnavailableException, RefusedException {
        List<Item> items = batch.items();
        int length = arrived.request().body().length;
        boolean anyLarge = length > Limits.EVENT_BYTES || length == 0;
        long stamp = stamps.take(arrived.request().receivedAt(), items.size());
        for (int i = 0; i < items.size(); i++) {
            try {
                out.add(record(arrived, batch, source, items.get(i), anyLarge, stamp + i));
            } catch (RejectedItem rejected) {
                Optional<byte[]> body = letters.take(source.name(), rejected.again);
                if (body.isPresent()) {
                    out.add(deadLetters.record(
                            arrived.arrival(source.name(), LetterHeaders.ofMessage(arrived.request()), Map.of()),
                            body.get(),
                            rejected.why,
                            rejected.field + " " + rejected.getMessage()));
                }
                rejections.add(rejected.at(i, body.isPresent()));
            }
            if (out.bytes() > Limits.RECORDS_BYTES) {
                throw new RefusedException(
                        Refusal.batchTooLarge(
                                "context",
                                "makes the batch too large, since it is stored with each message; expected at most "
                                        + Limits.RECORDS_BYTES + " bytes in all"),
                        source.name(),
                        items.size());
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(
            Arrived arrived, Batch batch, Source source, Item item, boolean anyLarge, long stamp)
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
            Touchpoint touchpoint =
                    mapper.map(message, batch, source, arrived.request().receivedAt());
            return records.record(touchpoint, publisher.serialize(touchpoint), stamp, batch.backFill());
        } catch (UnusableMessageException unusable) {
            throw new RejectedItem(
                    message.messageId(), unusable.field(), unusable.getMessage(), DeadReason.INVALID, message.again());
        } catch (RuntimeException ours) {
            logOurs(arrived.protocol(), ours);
            throw new RejectedItem(
                    message.messageId(),
                    "message",
                    "could not be handled; the fault is the server's",
                    DeadReason.FAILED,
                    message.again());
        }
    }

    private CompletableFuture<Answer> answered(CompletableFuture<Void> written, Outcome outcome, Answer accepted) {
        return written.handle((done, failure) -> failure == null
                        ? CompletableFuture.completedFuture(answer(outcome, accepted))
                        : CompletableFuture.<Answer>failedFuture(outcome.unavailable(failure)))
                .thenCompose(answer -> answer);
    }

    private Answer answer(Outcome outcome, Answer accepted) {
        List<Rejection> rejections = outcome.rejections();
        int good = outcome.messages() - rejections.size();
        if (good > 0) {
            meters.accepted(outcome.source(), outcome.protocol(), good);
        }
        for (Rejection each : rejections) {
            meters.rejected(outcome.source(), outcome.protocol(), each.why().label(), 1);
            if (each.kept()) {
                deadLetterCounter.accept(each.why());
            } else {
                meters.unkept(outcome.source(), 1);
            }
        }
        return answer(rejections, good, accepted);
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

    /**
     * Whoever brings a key with what cannot be read is let in as with anything else, or not. Of who brings none nobody knows whether
     * the body would have had one.
     *
     * @param packed the body is as it came
     */
    private CompletableFuture<Answer> malformed(
            Arrived arrived, MalformedRequestException malformed, DeadReason reason, boolean packed)
            throws RefusedException {
        Optional<String> key = Credentials.writeKey(arrived.request());
        String source =
                key.isPresent() ? admit(key.get(), 1, arrived.caller()).source().name() : "";
        String labelled = source.isEmpty() ? IntakeMeters.UNKNOWN_SOURCE : source;
        RefusedException refused = new RefusedException(
                malformed.tooLarge()
                        ? Refusal.batchTooLarge(malformed.field(), malformed.getMessage())
                        : Refusal.malformed(malformed.field(), malformed.getMessage()),
                labelled,
                1);
        if (malformed.tooLarge()) {
            throw refused;
        }
        Map<String, String> query = LetterHeaders.query(arrived.request());
        Optional<byte[]> body = kept(arrived, source, query);
        if (body.isEmpty()) {
            meters.unkept(labelled, 1);
            throw refused;
        }
        RefusedException unavailable =
                new RefusedException(Refusal.unavailable("the request cannot be kept now; send it again"), labelled, 1);
        try (Consignment out = publisher.open()) {
            out.add(deadLetters.record(
                    arrived.arrival(source, LetterHeaders.ofRequest(arrived.request(), packed), query),
                    body.get(),
                    reason,
                    malformed.field() + " " + malformed.getMessage()));
            return publisher
                    .publish(out)
                    .handle((done, failure) -> {
                        if (failure == null) {
                            deadLetterCounter.accept(reason);
                        }
                        return CompletableFuture.<Answer>failedFuture(failure == null ? refused : unavailable);
                    })
                    .thenCompose(answer -> answer);
        } catch (UnavailableException away) {
            throw unavailable;
        }
    }

    /** The body, where it is kept. What says nothing is not. */
    private Optional<byte[]> kept(Arrived arrived, String source, Map<String, String> query) {
        byte[] body = arrived.request().body();
        if (body.length == 0 && query.isEmpty()) {
            return Optional.empty();
        }
        if (!source.isEmpty()) {
            return letters.take(source, () -> body);
        }
        String origin = arrived.caller().origin();
        boolean fromAnyonesPage = origin.isEmpty() || sources.get().anyAllows(origin);
        return fromAnyonesPage && letters.takeUnvouched(body.length) ? Optional.of(body) : Optional.empty();
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

        private final String messageId;
        private final String field;
        private final DeadReason why;
        private final transient Supplier<byte[]> again;

        RejectedItem(String messageId, String field, String reason, DeadReason why, Supplier<byte[]> again) {
            super(reason, null, false, false);
            this.messageId = messageId;
            this.field = field.isEmpty() ? "message" : field;
            this.why = why;
            this.again = again;
        }

        Rejection at(int index, boolean kept) {
            return new Rejection(index, messageId, field, getMessage(), why, kept);
        }
    }
}
