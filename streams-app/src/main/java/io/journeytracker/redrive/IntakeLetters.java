package io.journeytracker.redrive;

import io.journeytracker.failure.DeadReason;
import io.journeytracker.intake.http.EventSize;
import io.journeytracker.intake.http.LetterHeaders;
import io.journeytracker.intake.http.PathTable;
import io.journeytracker.intake.http.Unpacking;
import io.journeytracker.intake.mapping.TouchpointMapper;
import io.journeytracker.intake.mapping.UnusableMessageException;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Item;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.Unreadable;
import io.journeytracker.intake.protocol.IntakeRequest;
import io.journeytracker.intake.protocol.MalformedRequestException;
import io.journeytracker.intake.protocol.Protocol;
import io.journeytracker.intake.protocol.Route;
import io.journeytracker.intake.publish.IntakeDeadLetters;
import io.journeytracker.intake.publish.OrderStamps;
import io.journeytracker.intake.publish.Pairs;
import io.journeytracker.intake.publish.TouchpointRecords;
import io.journeytracker.intake.source.Sender;
import io.journeytracker.intake.source.Source;
import io.journeytracker.intake.source.Sources;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Letters of the intake: what was sent is read again by its protocol, as of when it was received, and becomes touchpoints. Where
 * it says several things and some of them still cannot be used, these become letters of their own.
 */
final class IntakeLetters implements LetterReader {

    private final PathTable paths;
    private final Sources sources;
    private final TouchpointMapper mapper = new TouchpointMapper();
    private final OrderStamps stamps = new OrderStamps();
    private final TouchpointRecords records;
    private final IntakeDeadLetters deadLetters;
    private final String topic;
    private final Serializer<Touchpoint> serializer;

    /** @param sources whose mapping counts: as they are configured now */
    IntakeLetters(List<Protocol> protocols, Sources sources, Topics topics, Serializer<Touchpoint> serializer) {
        this.paths = new PathTable(protocols);
        this.sources = sources;
        this.topic = topics.touchpoints();
        this.records = new TouchpointRecords(topic);
        this.deadLetters = new IntakeDeadLetters(topics.deadLetters());
        this.serializer = serializer;
    }

    @Override
    public Again read(Letter letter) {
        Optional<PathTable.Found> found = letter.text(Headers.DEAD_PATH).flatMap(paths::find);
        Optional<Route.Messages> route = found.flatMap(place -> route(place, letter));
        if (route.isEmpty()) {
            return new Again.Leave("came by a protocol or path that the intake does not know");
        }
        if (letter.record().value() == null) {
            return new Again.Leave("has no body: there is nothing to read");
        }
        try {
            IntakeRequest request = request(letter, found.orElseThrow().parameters());
            Batch batch = route.get().read().read(request);
            return source(letter, batch)
                    .map(source -> again(letter, request, batch, source))
                    .orElseGet(() ->
                            new Again.Leave("came from a source that is not configured here (journey.intake.sources)"));
        } catch (MalformedRequestException malformed) {
            return new Again.Leave("still cannot be read: " + malformed.field() + " " + malformed.getMessage());
        } catch (IllegalArgumentException wrongHeader) {
            return new Again.Leave("its headers are damaged: " + wrongHeader.getMessage());
        }
    }

    private static Optional<Route.Messages> route(PathTable.Found found, Letter letter) {
        String protocol = letter.text(Headers.DEAD_PROTOCOL).orElse("");
        return found.byMethod().values().stream()
                .filter(entry -> entry.protocol().name().equals(protocol))
                .map(PathTable.Entry::route)
                .filter(Route.Messages.class::isInstance)
                .map(Route.Messages.class::cast)
                // A letter has a body, and only POST brings one.
                .max((one, other) -> Boolean.compare(
                        one.method().equals("POST"), other.method().equals("POST")));
    }

    private static IntakeRequest request(Letter letter, Map<String, String> parameters)
            throws MalformedRequestException {
        Map<String, String> headers = new HashMap<>(kept(letter));
        letter.text(Headers.DEAD_CONTENT_TYPE)
                .filter(type -> !type.isEmpty())
                .ifPresent(type -> headers.put("content-type", type));
        return new IntakeRequest(
                letter.text(Headers.DEAD_PATH).orElse(""),
                parameters,
                letter.text(Headers.DEAD_QUERY).map(Pairs::of).orElse(Map.of()),
                headers,
                Unpacking.again(letter.record().value(), headers.getOrDefault("content-encoding", "")),
                letter.number(Headers.DEAD_RECEIVED, letter.record().timestamp()));
    }

    private static Map<String, String> kept(Letter letter) {
        return letter.text(Headers.DEAD_HEADERS).map(Pairs::of).orElse(Map.of());
    }

    /** The one whose key it came with; of what came without one that was known, the one whose key it holds. */
    private Optional<Source> source(Letter letter, Batch batch) {
        String name = letter.text(Headers.DEAD_SOURCE).orElse("");
        return name.isEmpty() ? sources.withKey(batch.writeKey()).map(Sender::source) : sources.named(name);
    }

    private Again again(Letter letter, IntakeRequest request, Batch batch, Source source) {
        List<ProducerRecord<byte[], byte[]>> touchpoints = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> stillDead = new ArrayList<>();
        IntakeDeadLetters.Arrival arrival = new IntakeDeadLetters.Arrival(
                letter.text(Headers.DEAD_PROTOCOL).orElse(""),
                request.path(),
                source.name(),
                letter.text(Headers.DEAD_CONTENT_TYPE).orElse(""),
                LetterHeaders.ofMessage(request),
                Map.of(),
                request.receivedAt());
        long stamp = stamps.take(request.receivedAt(), batch.items().size());
        String why = "says nothing";
        for (Item item : batch.items()) {
            try {
                touchpoints.add(record(item, batch, source, request.receivedAt(), stamp + touchpoints.size()));
            } catch (UnusableMessageException unusable) {
                String message = (unusable.field() + " " + unusable.getMessage()).strip();
                if (stillDead.isEmpty()) {
                    why = "still cannot be used: " + message;
                }
                boolean unreadable = item instanceof Unreadable;
                byte[] body = unreadable
                        ? ((Unreadable) item).again().get()
                        : ((Message) item).again().get();
                stillDead.add(deadLetters.record(
                        arrival, body, unreadable ? DeadReason.UNDECODABLE : DeadReason.INVALID, message));
            }
        }
        if (touchpoints.isEmpty()) {
            return new Again.Leave(why);
        }
        touchpoints.addAll(stillDead);
        return new Again.Send(touchpoints);
    }

    private ProducerRecord<byte[], byte[]> record(Item item, Batch batch, Source source, long receivedAt, long order)
            throws UnusableMessageException {
        if (item instanceof Unreadable unreadable) {
            throw new UnusableMessageException(unreadable.field(), unreadable.reason());
        }
        Message message = (Message) item;
        EventSize.check(message);
        Touchpoint touchpoint = mapper.map(message, batch, source, receivedAt);
        return records.record(touchpoint, serializer.serialize(topic, touchpoint), order, batch.backFill());
    }
}
