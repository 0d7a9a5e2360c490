package io.journeytracker.intake.publish;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets through what should be said now and then only. Thread-safe. */
final class Sparingly {

    private final long pause;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    Sparingly(Duration pause) {
        this.pause = pause.toNanos();
    }

    boolean mayWarn() {
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + pause);
    }
}
