package io.journeytracker.intake.publish;

import io.journeytracker.failure.DeadReason;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What the intake could not understand: a body that says it again, with where it came in and why it is here. */
public final class IntakeDeadLetters {

    private final String topic;

    public IntakeDeadLetters(String topic) {
        this.topic = topic;
    }

    /**
     * Where a message came in.
     *
     * @param protocol its name
     * @param path as it was asked for, without its query, which may hold a write key
     * @param source the name of the source; empty: none was known
     * @param contentType as it was sent; empty: none
     * @param headers that are kept, by name in small letters; without a write key
     * @param query that is kept, by name; without a write key; empty where the body says everything
     * @param receivedAt milliseconds since the epoch
     */
    public record Arrival(
            String protocol,
            String path,
            String source,
            String contentType,
            Map<String, String> headers,
            Map<String, String> query,
            long receivedAt) {

        public Arrival {
            headers = Map.copyOf(headers);
            query = Map.copyOf(query);
        }
    }

    /**
     * @param body that, sent to the same path again with the headers and the query that are kept, says the same
     * @param message what was found and what was expected, without personal data
     */
    public ProducerRecord<byte[], byte[]> record(Arrival arrival, byte[] body, DeadReason reason, String message) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.DEAD_REASON, utf8(reason.label()));
        headers.add(Headers.DEAD_MESSAGE, utf8(message));
        headers.add(Headers.DEAD_PROTOCOL, utf8(arrival.protocol()));
        headers.add(Headers.DEAD_PATH, utf8(arrival.path()));
        headers.add(Headers.DEAD_SOURCE, utf8(arrival.source()));
        headers.add(Headers.DEAD_RECEIVED, HeaderLong.bytes(arrival.receivedAt()));
        headers.add(Headers.DEAD_CONTENT_TYPE, utf8(arrival.contentType()));
        if (!arrival.headers().isEmpty()) {
            headers.add(Headers.DEAD_HEADERS, utf8(Pairs.text(arrival.headers())));
        }
        if (!arrival.query().isEmpty()) {
            headers.add(Headers.DEAD_QUERY, utf8(Pairs.text(arrival.query())));
        }
        return new ProducerRecord<>(topic, null, arrival.receivedAt(), null, body, headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
