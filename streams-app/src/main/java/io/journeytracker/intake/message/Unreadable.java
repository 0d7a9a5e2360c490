package io.journeytracker.intake.message;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * An element that is no message of its protocol.
 *
 * @param messageId as far as it could be read; empty where not
 * @param field what is wrong, as a path in the element, for instance {@code properties.value}
 * @param reason what was found and what was expected; for people, without the values that the customer gave
 * @param again a body that, sent to the same path again, says this element alone; for the dead letter
 */
public record Unreadable(String messageId, String field, String reason, Supplier<byte[]> again) implements Item {

    public Unreadable {
        Objects.requireNonNull(messageId);
        Objects.requireNonNull(field);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(again);
    }
}
