package io.journeytracker.delivery;

import io.journeytracker.schema.DeliveryEvent;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.stream.CommitPacer;
import io.journeytracker.subscription.Subscription;
import io.journeytracker.subscription.Subscriptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Hands every alert to the subscriptions that want it, or that may have been told of it. One task of all, that of the first partition, lets their
 * heartbeats begin: they make the same way as alerts from here on.
 */
final class MatchProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Duration BEAT = Duration.ofSeconds(2);

    private final Deserializer<JourneyAlert> alerts;
    private final String topic;
    private final Supplier<Subscriptions> subscriptions;
    private final StoredRecords<JourneyAlert> kept = new StoredRecords<>(JourneyAlert.class);
    private final StoredRecords<DeliveryEvent> events = new StoredRecords<>(DeliveryEvent.class);
    private final Map<String, Long> beats = new HashMap<>();
    private ProcessorContext<String, byte[]> context;
    private CommitPacer pacer;

    MatchProcessor(Deserializer<JourneyAlert> alerts, String topic, Supplier<Subscriptions> subscriptions) {
        this.alerts = alerts;
        this.topic = topic;
        this.subscriptions = subscriptions;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.pacer = new CommitPacer(context);
        // What was told in a transaction that was aborted is to be told again.
        beats.clear();
        if (context.taskId().partition() == 0) {
            context.schedule(BEAT, PunctuationType.WALL_CLOCK_TIME, this::beat);
        }
    }

    /** Of the interval that it is now, once; where another instance told of it before, the desk knows. */
    private void beat(long now) {
        for (Subscription subscription : subscriptions.get().subscriptions()) {
            subscription.heartbeat().ifPresent(interval -> {
                long begin = now - now % interval.toMillis();
                Long last = beats.put(subscription.name(), begin);
                if (last == null || last < begin) {
                    DeliveryEvent event = DeliveryEvent.newBuilder()
                            .setSubscription(subscription.name())
                            .setAt(now)
                            .setHeartbeat(begin)
                            .build();
                    context.forward(new Record<>(subscription.name(), events.encode(event), now));
                    pacer.passed(now);
                }
            });
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        JourneyAlert alert = alerts.deserialize(topic, record.headers(), record.value());
        byte[] bytes = kept.encode(alert);
        long now = context.currentSystemTimeMs();
        for (Subscription subscription : subscriptions.get().wanting(alert)) {
            DeliveryEvent event = DeliveryEvent.newBuilder()
                    .setSubscription(subscription.name())
                    .setAt(now)
                    .setAlert(ByteBuffer.wrap(bytes))
                    .setReplay(alert.getReplay())
                    .build();
            // Without the alert's own headers: what marks a replay is in the event.
            context.forward(new Record<>(subscription.name(), events.encode(event), now));
            pacer.passed(now);
        }
    }
}
