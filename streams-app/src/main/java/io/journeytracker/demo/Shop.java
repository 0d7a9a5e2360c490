package io.journeytracker.demo;

import io.journeytracker.schema.Touchpoint;
import io.journeytracker.simulator.ShopSettings;
import io.journeytracker.simulator.ShopSimulator;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Writes what the simulated shop's visitors do to topic touchpoints: first the past, marked as such, then as it happens. */
public final class Shop implements AutoCloseable {

    private static final Duration HISTORY = Duration.ofDays(14);
    private static final long EVERY_MILLIS = 100;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final ShopSimulator simulator = new ShopSimulator(ShopSettings.usual());
    private final String topic;
    private final Serializer<Touchpoint> serializer;
    private final Clock clock;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong live = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "shop");
        thread.setDaemon(true);
        return thread;
    });

    /** @param producerSettings of Kafka's producer */
    public Shop(Map<String, Object> producerSettings, String topic, Serializer<Touchpoint> serializer, Clock clock) {
        this.topic = topic;
        this.serializer = serializer;
        this.clock = clock;
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Two weeks up to now, written when this returns.
     *
     * @return how many touchpoints
     */
    public int backFill() {
        Instant now = clock.instant();
        List<Header> marked = List.of(new RecordHeader(Headers.REPLAY_UNTIL, HeaderLong.bytes(now.toEpochMilli())));
        int count = 0;
        for (Iterator<Touchpoint> history = simulator.history(now.minus(HISTORY), now); history.hasNext(); count++) {
            send(history.next(), marked);
        }
        // What happened while the past was written.
        catchUp();
        producer.flush();
        return count;
    }

    /** Opens the shop. */
    public void open() {
        timer.scheduleAtFixedRate(this::catchUp, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void catchUp() {
        for (Touchpoint touchpoint : simulator.until(clock.instant())) {
            send(touchpoint, List.of());
            live.incrementAndGet();
        }
    }

    private void send(Touchpoint touchpoint, List<Header> headers) {
        String who = touchpoint.getUserId() == null ? touchpoint.getAnonymousId() : touchpoint.getUserId();
        producer.send(new ProducerRecord<>(
                topic,
                null,
                touchpoint.getTime(),
                who.getBytes(StandardCharsets.UTF_8),
                serializer.serialize(topic, touchpoint),
                headers));
    }

    /** Live touchpoints so far. */
    public long count() {
        return live.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE);
    }
}
