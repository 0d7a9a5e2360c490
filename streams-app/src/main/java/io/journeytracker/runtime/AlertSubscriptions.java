package io.journeytracker.runtime;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.delivery.targets.MessageTexts;
import io.journeytracker.delivery.targets.TargetTypes;
import io.journeytracker.subscription.SubscriptionEditor;
import io.journeytracker.subscription.SubscriptionEdits;
import io.journeytracker.subscription.SubscriptionFile;
import io.journeytracker.subscription.SubscriptionPublisher;
import io.journeytracker.subscription.SubscriptionRecords;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.subscription.SubscriptionsReader;
import io.journeytracker.topic.TopicFollower;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions of this instance: those of the topic, to which it writes what its files say, at the start and whenever they change. Files that
 * cannot be used stop the start; later on they are told in log and metrics, and nothing changes.
 */
final class AlertSubscriptions implements Supplier<Subscriptions>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertSubscriptions.class);

    /** A change counts once it was seen twice, and is to work everywhere within 2 s. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final List<Path> files;
    private final List<WatchedFile> watched;
    private final SubscriptionsReader reader;
    private final SubscriptionPublisher publisher;
    private final TopicFollower<Subscriptions> follower;
    private final SubscriptionEdits edits;
    private final SubscriptionReload reload;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "subscription-files");
        thread.setDaemon(true);
        return thread;
    });

    AlertSubscriptions(JourneyConfig config, Topics topics, MeterRegistry registry) {
        this.files = config.alerts().subscriptions();
        // Before they are read, so that a change meanwhile is noticed.
        this.watched = files.stream().map(WatchedFile::new).toList();
        this.reader = reader(topics);
        this.publisher = new SubscriptionPublisher(
                config.kafka().forProducer(), config.kafka().forConsumer(), topics.subscriptions());
        Counter unreadable = Counter.builder("journey.subscriptions.unreadable")
                .description("Records in the topic of subscriptions that are none and were left out")
                .register(registry);
        this.follower = SubscriptionRecords.follower(
                config.kafka().forConsumer(), topics.subscriptions(), reader, unreadable::increment);
        this.edits = new SubscriptionEditor(config.kafka().forProducer(), topics.subscriptions(), follower);
        this.reload = new SubscriptionReload(
                () -> reader.read(files), this::publish, reloads(registry, "taken"), reloads(registry, "refused"));
    }

    /** In the language of this application: its types of targets, its languages of messages. */
    static SubscriptionsReader reader(Topics topics) {
        return new SubscriptionsReader(TargetTypes.languages(topics.all()), MessageTexts.LANGUAGES);
    }

    private static Counter reloads(MeterRegistry registry, String outcome) {
        return Counter.builder("journey.subscriptions.reloads")
                .description("Changed files of subscriptions by what became of them")
                .tags("outcome", outcome)
                .register(registry);
    }

    /**
     * Publishes what the files say, and follows the topic.
     *
     * @throws io.journeytracker.subscription.InvalidSubscriptionsException if the files cannot be used
     */
    AlertSubscriptions start() {
        if (!files.isEmpty()) {
            publish(reader.read(files));
        }
        follower.start();
        watch.scheduleWithFixedDelay(this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void publish(SubscriptionFile read) {
        int changed = publisher.publish(read);
        LOG.info(
                "{} subscriptions to {} targets in files; {} records published",
                read.subscriptions().subscriptions().size(),
                read.subscriptions().targets().size(),
                changed);
    }

    private void look() {
        // Every one is asked, so that none is told a second time.
        reload.look(watched.stream().filter(WatchedFile::hasChanged).count() > 0);
    }

    @Override
    public Subscriptions get() {
        return follower.get();
    }

    /** Where changes by HTTP go. */
    SubscriptionEdits edits() {
        return edits;
    }

    Optional<String> failure() {
        return follower.failure();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        follower.close();
    }
}
