package io.journeytracker.intake.publish;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether writing works: opened by a failure, closed by a success. While it is open requests are refused at once instead of
 * waiting for a broker that is away. Thread-safe.
 */
final class Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final AtomicReference<String> reason;

    /** @param reason why it is open at first */
    Breaker(String reason) {
        this.reason = new AtomicReference<>(reason);
    }

    void open(String why) {
        if (reason.getAndSet(why) == null) {
            LOG.warn("The intake cannot write and answers 503 meanwhile: {}", why);
        }
    }

    void close() {
        if (reason.getAndSet(null) != null) {
            LOG.info("The intake can write");
        }
    }

    /** Why nothing can be written; empty: it can. */
    Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }
}
