package io.journeytracker.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what changes in the intake's files while it runs, so that keys and certificates are replaced without a restart. What
 * cannot be used changes nothing, and is told in log and metrics.
 */
final class IntakeFiles implements AutoCloseable {

    static final String SOURCES = "sources";
    static final String CERTIFICATE = "certificate";

    private static final Logger LOG = LoggerFactory.getLogger(IntakeFiles.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private record Followed(String what, WatchedFile file, Runnable takeIn, Counter taken, Counter refused) {}

    private final MeterRegistry registry;
    private final List<Followed> files = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "intake-files");
        thread.setDaemon(true);
        return thread;
    });

    IntakeFiles(MeterRegistry registry) {
        this.registry = registry;
        for (String what : List.of(SOURCES, CERTIFICATE)) {
            counter(what, "taken");
            counter(what, "refused");
        }
        watch.scheduleWithFixedDelay(
                () -> files.forEach(IntakeFiles::look), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Counter counter(String what, String outcome) {
        return Counter.builder("journey.intake.reloads")
                .description("Changed files of the intake by what became of them")
                .tags("file", what, "outcome", outcome)
                .register(registry);
    }

    /** @param takeIn throws where the file cannot be used */
    void follow(String what, WatchedFile file, Runnable takeIn) {
        files.add(new Followed(what, file, takeIn, counter(what, "taken"), counter(what, "refused")));
    }

    private static void look(Followed followed) {
        if (!followed.file.hasChanged()) {
            return;
        }
        try {
            followed.takeIn.run();
            followed.taken.increment();
            LOG.info("The intake's {} were read again from {}", followed.what, followed.file.file());
        } catch (RuntimeException unusable) {
            followed.refused.increment();
            LOG.error("The intake's {} stay as they were: {}", followed.what, unusable.getMessage());
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
