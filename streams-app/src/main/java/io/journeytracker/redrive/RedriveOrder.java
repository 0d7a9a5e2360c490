package io.journeytracker.redrive;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to be sent again.
 *
 * @param reason only letters with this one; empty: all
 * @param since only letters written, or received, then or later
 * @param most letters to send
 * @param includeLate also those that will most likely be late again
 */
public record RedriveOrder(Optional<String> reason, Optional<Instant> since, long most, boolean includeLate) {

    boolean takes(Letter letter) {
        return reason.filter(only -> !only.equals(letter.reason())).isEmpty()
                && since.filter(first -> letter.record().timestamp() < first.toEpochMilli())
                        .isEmpty();
    }
}
