package io.journeytracker.demo;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.tail.Followed;
import io.journeytracker.tail.Handled;
import io.journeytracker.tail.Tail;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.Topics;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Tells of those who come by the demo's own source, each touchpoint with the rules tried and the outcome, in a thread of its own. */
public final class GuestBook implements AutoCloseable {

    private static final long CLOSE_MILLIS = 3_000;

    private final Tail tail;
    private final Consumer<String> tell;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread = new Thread(this::follow, "guest-book");

    /**
     * @param consumerSettings of Kafka's consumer
     * @param handled what the topology has handled; closed with this
     * @param source by which guests come
     */
    public GuestBook(
            Map<String, Object> consumerSettings,
            Handled handled,
            Topics topics,
            AvroSerdes serdes,
            IdentityRules identities,
            Supplier<JourneyCatalog> maps,
            String source,
            Consumer<String> tell) {
        this.tell = tell;
        this.tail = new Tail(
                consumerSettings,
                handled,
                topics,
                serdes,
                identities,
                maps,
                new Followed.SentBy(source),
                false,
                Clock.systemUTC(),
                tell);
        thread.setDaemon(true);
    }

    public GuestBook open() {
        thread.start();
        return this;
    }

    private void follow() {
        try (tail) {
            tail.run(() -> {}, stopped::get);
        } catch (KafkaException e) {
            tell.accept("Guests are no longer told of: " + KafkaCause.of(e));
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
