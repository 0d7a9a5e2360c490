package io.journeytracker.intake.publish;

import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The records that touchpoints travel in: key, timestamp and headers as docs/producing.md asks for them. */
public final class TouchpointRecords {

    private final String topic;

    public TouchpointRecords(String topic) {
        this.topic = topic;
    }

    /**
     * @param value the touchpoint's bytes
     * @param order its order stamp
     * @param backFill what becomes true by it up to its receipt is old news
     */
    public ProducerRecord<byte[], byte[]> record(Touchpoint touchpoint, byte[] value, long order, boolean backFill) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.ORDER, HeaderLong.bytes(order));
        if (backFill) {
            headers.add(Headers.REPLAY_UNTIL, HeaderLong.bytes(touchpoint.getReceivedAt()));
        }
        byte[] key = key(touchpoint).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, null, touchpoint.getReceivedAt(), key, value, headers);
    }

    /** Where the identifier is kept most often; any key would do. */
    private static String key(Touchpoint touchpoint) {
        if (touchpoint.getUserId() != null) {
            return touchpoint.getUserId();
        }
        return touchpoint.getAnonymousId() != null
                ? touchpoint.getAnonymousId()
                : touchpoint.getIdentifiers().values().iterator().next();
    }
}
