package io.journeytracker.client;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Pause {

    /** @return true: somebody wants it to end now */
    boolean stopped(Duration atMost) throws InterruptedException;
}
