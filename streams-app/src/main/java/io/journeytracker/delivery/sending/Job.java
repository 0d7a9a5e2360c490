package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.Answer;
import io.journeytracker.delivery.targets.Notification;
import io.journeytracker.schema.AlertDelivery;
import java.util.function.Consumer;

/**
 * One message that is to be sent.
 *
 * @param progress of the partition that it was read from
 * @param answer takes what became of it, once
 */
record Job(AlertDelivery delivery, Notification notification, Progress progress, Consumer<Outcome> answer) {

    /** What became of it. */
    sealed interface Outcome {

        /** It was tried. */
        record Tried(Answer answer) implements Outcome {}

        /** It was not, since there are too many before it. */
        record Busy(long afterMillis) implements Outcome {}
    }
}
