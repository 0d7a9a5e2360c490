package io.journeytracker.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells a running command that it is to end: the operator's Ctrl-C, or a test's wish. */
public final class StopSignal {

    private final CountDownLatch requested = new CountDownLatch(1);

    public void request() {
        requested.countDown();
    }

    public boolean requested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits until the end is requested.
     *
     * @return false: the time passed before
     */
    public boolean await(Duration atMost) throws InterruptedException {
        return requested.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until the end is requested or something fails.
     *
     * @throws ExecutionException with what failed
     */
    public void awaitUnless(CompletableFuture<Void> failure) throws InterruptedException, ExecutionException {
        while (!await(Duration.ofMillis(200))) {
            try {
                failure.get(0, TimeUnit.MILLISECONDS);
            } catch (TimeoutException nothingFailed) {
                continue;
            }
        }
    }
}
