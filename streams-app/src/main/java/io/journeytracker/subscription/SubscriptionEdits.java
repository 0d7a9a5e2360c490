package io.journeytracker.subscription;

/** Where somebody's changes of subscriptions, targets and silences go. */
@FunctionalInterface
public interface SubscriptionEdits {

    /**
     * Writes one of them, and waits until it works here.
     *
     * @param key as {@link SubscriptionKey} writes it
     * @param text as the topic has it; null: it is deleted
     * @throws org.apache.kafka.common.KafkaException if it cannot be written, or does not come back in time
     */
    void write(String key, String text);
}
