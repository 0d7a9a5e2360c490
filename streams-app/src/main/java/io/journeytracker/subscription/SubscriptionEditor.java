package io.journeytracker.subscription;

import io.journeytracker.topic.TopicFollower;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Changes the topic of subscriptions one by one. Thread-safe. */
public final class SubscriptionEditor implements SubscriptionEdits {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> producerSettings;
    private final String topic;
    private final TopicFollower<Subscriptions> follower;

    /** @param producerSettings of Kafka's producer */
    public SubscriptionEditor(
            Map<String, Object> producerSettings, String topic, TopicFollower<Subscriptions> follower) {
        this.producerSettings = producerSettings;
        this.topic = topic;
        this.follower = follower;
    }

    @Override
    public void write(String key, String text) {
        SubscriptionWriter.write(producerSettings, topic, Collections.singletonMap(key, text), false);
        Optional<Written> wanted = Optional.ofNullable(text).map(any -> new Written(any, false));
        try {
            if (!follower.await(all -> all.written(key).equals(wanted), PATIENCE)) {
                throw new TimeoutException("It was written to topic " + topic + " and did not come back within "
                        + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while waiting for topic " + topic, e);
        }
    }
}
