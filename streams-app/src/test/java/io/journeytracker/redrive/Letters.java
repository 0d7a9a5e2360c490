package io.journeytracker.redrive;

import io.journeytracker.failure.DeadLetter;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters, for tests. */
final class Letters {

    static final long WRITTEN = 1_700_000_000_000L;

    private Letters() {}

    /** As the topology writes one, of a record that had an order stamp. */
    static ProducerRecord<byte[], byte[]> ofTopology(String topic, DeadReason reason, String key, String value) {
        RecordHeaders own = new RecordHeaders(List.of(new RecordHeader(Headers.ORDER, HeaderLong.bytes(7))));
        return new ProducerRecord<>(
                "dead-letters",
                null,
                WRITTEN,
                key == null ? null : utf8(key),
                value == null ? null : utf8(value),
                DeadLetter.headers(own, reason, "told", topic, 1, 42));
    }

    /** The headers of one that came by HTTP. */
    static RecordHeaders ofIntake(String protocol, String path, String source) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.DEAD_REASON, utf8(DeadReason.UNDECODABLE.label()));
        headers.add(Headers.DEAD_MESSAGE, utf8("told"));
        headers.add(Headers.DEAD_PROTOCOL, utf8(protocol));
        headers.add(Headers.DEAD_PATH, utf8(path));
        headers.add(Headers.DEAD_SOURCE, utf8(source));
        headers.add(Headers.DEAD_RECEIVED, HeaderLong.bytes(WRITTEN));
        headers.add(Headers.DEAD_CONTENT_TYPE, utf8("application/json"));
        return headers;
    }

    /** As it is read. */
    static Letter read(ProducerRecord<byte[], byte[]> written) {
        return new Letter(new ConsumerRecord<>(
                written.topic(),
                0,
                3,
                written.timestamp(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty()));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
