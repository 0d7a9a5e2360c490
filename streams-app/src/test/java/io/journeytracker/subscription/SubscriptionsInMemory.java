package io.journeytracker.subscription;

import io.journeytracker.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topic of subscriptions without Kafka. */
public final class SubscriptionsInMemory implements Supplier<Subscriptions>, SubscriptionEdits {

    private final SubscriptionRecords records;
    private volatile Subscriptions subscriptions = Subscriptions.NONE;

    public SubscriptionsInMemory(SubscriptionsReader reader) {
        this.records = new SubscriptionRecords(reader);
    }

    /** As if files said so. */
    public void fromFile(SubscriptionFile file) {
        file.texts().forEach((key, text) -> write(key, text, true));
    }

    @Override
    public void write(String key, String text) {
        write(key, text, false);
    }

    private synchronized void write(String key, String text, boolean fromFile) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "alert-subscriptions",
                0,
                0,
                key.getBytes(StandardCharsets.UTF_8),
                text == null ? null : text.getBytes(StandardCharsets.UTF_8));
        if (fromFile) {
            record.headers().add(Headers.FROM_FILE, new byte[0]);
        }
        subscriptions = records.apply(subscriptions, record);
    }

    @Override
    public Subscriptions get() {
        return subscriptions;
    }
}
