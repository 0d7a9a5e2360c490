package io.journeytracker.intake.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for several records: done with the last success or the first failure. */
final class Acknowledgements {

    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private final AtomicInteger missing;

    Acknowledgements(int records) {
        missing = new AtomicInteger(records);
    }

    void acknowledged() {
        if (missing.decrementAndGet() == 0) {
            all.complete(null);
        }
    }

    void failed(Throwable why) {
        all.completeExceptionally(why);
    }

    CompletableFuture<Void> all() {
        return all;
    }
}
