package io.journeytracker.delivery.targets;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to deliver a message. Reasons are for people: short, without secrets and personal data. */
public sealed interface Answer {

    /** The other side has it. */
    record Delivered() implements Answer {}

    /** This type of target does not show messages of this type: nothing was sent, and nothing is wrong. */
    record Skipped() implements Answer {}

    /**
     * Not now.
     *
     * @param after not before this time has passed, where the other side says so; else the target's retries decide
     */
    record Retry(String reason, Optional<Duration> after) implements Answer {}

    /** Never: this message is wrong for this target, and trying again would not help. */
    record GiveUp(String reason) implements Answer {}

    /** Never, and nothing else either until the target's definition is changed: it is gone. */
    record Disable(String reason) implements Answer {}

    Answer DELIVERED = new Delivered();
    Answer SKIPPED = new Skipped();

    static Answer retry(String reason) {
        return new Retry(reason, Optional.empty());
    }

    static Answer retry(String reason, Duration after) {
        return new Retry(reason, Optional.of(after));
    }

    static Answer giveUp(String reason) {
        return new GiveUp(reason);
    }

    static Answer disable(String reason) {
        return new Disable(reason);
    }
}
