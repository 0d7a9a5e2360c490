package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names a target that fails in the log, with what it answered, and tells when it takes messages again; at most once a minute, however many messages fail. What it
 * answered holds neither secrets nor personal data. Used under a lock of the caller's.
 */
final class TargetLog {

    private static final Logger LOG = LoggerFactory.getLogger(TargetLog.class);
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final String target;
    private final LongSupplier nanos;
    private boolean told;
    private long quietUntil;

    /** @param nanos a clock as {@link System#nanoTime} is one */
    TargetLog(String target, LongSupplier nanos) {
        this.target = target;
        this.nanos = nanos;
        this.quietUntil = nanos.getAsLong();
    }

    void note(Answer answer) {
        Optional<String> trouble = trouble(answer);
        if (trouble.isEmpty()) {
            if (told) {
                told = false;
                LOG.info("Target {} takes messages again", target);
            }
        } else if (nanos.getAsLong() - quietUntil >= 0) {
            told = true;
            quietUntil = nanos.getAsLong() + QUIET_NANOS;
            LOG.warn("Target {} failed: {}", target, trouble.get());
        }
    }

    private static Optional<String> trouble(Answer answer) {
        if (answer instanceof Answer.Retry retry) {
            return Optional.of(retry.reason() + "; it is tried again");
        }
        if (answer instanceof Answer.GiveUp giveUp) {
            return Optional.of(giveUp.reason() + "; the message is given up");
        }
        if (answer instanceof Answer.Disable disable) {
            return Optional.of(disable.reason() + "; it gets nothing more until it is described anew");
        }
        return Optional.empty();
    }
}
