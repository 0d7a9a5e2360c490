package io.journeytracker.subscription;

import io.journeytracker.topic.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Applies the records of the topic of subscriptions one after another. Key: {@code target/ID}, {@code subscription/NAME} or {@code silence/ID}; value:
 * YAML of that one, or null where it is deleted.
 */
final class SubscriptionRecords {

    private final SubscriptionsReader reader;

    SubscriptionRecords(SubscriptionsReader reader) {
        this.reader = reader;
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
