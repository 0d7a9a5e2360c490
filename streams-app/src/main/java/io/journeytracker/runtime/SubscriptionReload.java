package io.journeytracker.runtime;

import io.journeytracker.subscription.InvalidSubscriptionsException;
import io.journeytracker.subscription.SubscriptionFile;
import io.journeytracker.topic.KafkaCause;
import io.micrometer.core.instrument.Counter;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in changed files of subscriptions: once where they cannot be used, until it succeeds where Kafka is away. Used by one thread. */
final class SubscriptionReload {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionReload.class);

    private final Supplier<SubscriptionFile> read;
    private final Consumer<SubscriptionFile> publish;
    private final Counter taken;
    private final Counter refused;
    private boolean pending;

    /**
     * @param read reads the files, or tells with an {@link InvalidSubscriptionsException} what is wrong
     * @param publish writes what they say
     */
    SubscriptionReload(
            Supplier<SubscriptionFile> read, Consumer<SubscriptionFile> publish, Counter taken, Counter refused) {
        this.read = read;
        this.publish = publish;
        this.taken = taken;
        this.refused = refused;
    }

    /** @param changed whether a file has changed since the last look */
    void look(boolean changed) {
        pending |= changed;
        if (!pending) {
            return;
        }
        try {
            publish.accept(read.get());
            pending = false;
            taken.increment();
        } catch (InvalidSubscriptionsException unusable) {
            pending = false;
            refused.increment();
            LOG.error("The subscriptions stay as they were: {}", unusable.getMessage());
        } catch (RuntimeException away) {
            LOG.warn(
                    "Changed subscriptions cannot be published at the moment and are tried again: {}",
                    KafkaCause.of(away));
        }
    }
}
