package io.journeytracker.intake.publish;

import java.util.concurrent.atomic.AtomicLong;

/** A bound on the bytes that are held at once. Thread-safe. */
public final class Budget {

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most bytes */
    public Budget(long most) {
        this.most = most;
    }

    /** Takes bytes, or none where they are not there. */
    public boolean tryTake(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /** Gives back what was taken. */
    public void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    public long taken() {
        return taken.get();
    }
}
