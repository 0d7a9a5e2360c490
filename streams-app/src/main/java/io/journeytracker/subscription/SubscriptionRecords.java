package io.journeytracker.subscription;

import io.journeytracker.topic.Followed;
import io.journeytracker.topic.ForeignRecordException;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.TopicFollower;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the records of the topic of subscriptions one after another. Key: {@code target/ID}, {@code subscription/NAME} or {@code silence/ID}; value:
 * YAML of that one, or null where it is deleted.
 */
public final class SubscriptionRecords implements TopicFollower.Fold<Subscriptions> {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRecords.class);

    private final SubscriptionsReader reader;

    SubscriptionRecords(SubscriptionsReader reader) {
        this.reader = reader;
    }

    /**
     * Follows the topic of subscriptions.
     *
     * @param settings of Kafka's consumer
     * @param foreign called for every record that is left out
     */
    public static TopicFollower<Subscriptions> follower(
            Map<String, Object> settings, String topic, SubscriptionsReader reader, Runnable foreign) {
        return new TopicFollower<>(
                Followed.needed("subscriptions", topic),
                settings,
                Subscriptions.NONE,
                new SubscriptionRecords(reader),
                foreign);
    }

    @Override
    public Subscriptions with(Subscriptions known, ConsumerRecord<byte[], byte[]> record) {
        try {
            return apply(known, record);
        } catch (InvalidSubscriptionsException e) {
            throw new ForeignRecordException(e.getMessage());
        } catch (RuntimeException e) {
            // Whatever is in it, the others go on.
            LOG.debug("A record of the topic of subscriptions", e);
            throw new ForeignRecordException(
                    "it cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** @throws InvalidSubscriptionsException if the value is not what the key says */
    Subscriptions apply(Subscriptions before, ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (key.startsWith(SubscriptionKey.TARGET)) {
            String id = key.substring(SubscriptionKey.TARGET.length());
            return record.value() == null
                    ? before.withoutTarget(id)
                    : before.with(own(key, id, reader.target(text(record), key)), written(record));
        }
        if (key.startsWith(SubscriptionKey.SILENCE)) {
            String id = key.substring(SubscriptionKey.SILENCE.length());
            return record.value() == null
                    ? before.withoutSilence(id)
                    : before.with(own(key, id, reader.silence(text(record), key)), written(record));
        }
        String name = key.startsWith(SubscriptionKey.SUBSCRIPTION)
                ? key.substring(SubscriptionKey.SUBSCRIPTION.length())
                : "";
        return record.value() == null
                ? before.withoutSubscription(name)
                : before.with(own(key, name, reader.subscription(text(record), key)), written(record));
    }

    private static Written written(ConsumerRecord<byte[], byte[]> record) {
        return new Written(text(record), record.headers().lastHeader(Headers.FROM_FILE) != null);
    }

    private static TargetDefinition own(String key, String id, TargetDefinition target) {
        return ownKey(key, id, target.id(), target);
    }

    private static Silence own(String key, String id, Silence silence) {
        return ownKey(key, id, silence.id(), silence);
    }

    private static Subscription own(String key, String name, Subscription subscription) {
        return ownKey(key, name, subscription.name(), subscription);
    }

    private static <T> T ownKey(String key, String expected, String is, T value) {
        if (!is.equals(expected)) {
            throw SubscriptionsReader.invalid(key, "holds " + is + "; expected what its key says");
        }
        return value;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(record.value()))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw SubscriptionsReader.invalid(
                    new String(record.key(), StandardCharsets.UTF_8), "is not UTF-8 text; expected YAML");
        }
    }
}
