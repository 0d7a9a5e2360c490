package io.journeytracker.board;

import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An alert with all of its life that is known.
 *
 * @param alert as it was raised
 * @param told what its customer's touchpoints made of it: raised, resolved or retracted
 * @param changed when that was told last
 * @param acknowledgement the first one since it was raised
 * @param escalations since it was raised, in the order in which they were told
 */
record BoardAlert(
        JourneyAlert alert,
        AlertState told,
        Instant changed,
        Optional<Acknowledgement> acknowledgement,
        List<Escalation> escalations) {

    /** As long as subscriptions follow one. */
    static final Duration LONGEST = Duration.ofDays(30);

    /** Who takes care. */
    record Acknowledgement(String by, String note, Instant at) {}

    /** Nobody did in time. */
    record Escalation(String subscription, Instant at) {}

    /** Where it is in its life. */
    enum Phase {
        RAISED,
        ACKNOWLEDGED,
        RESOLVED,
        RETRACTED,
        EXPIRED
    }

    Phase phase(Instant now) {
        return switch (told) {
            case RESOLVED -> Phase.RESOLVED;
            case RETRACTED -> Phase.RETRACTED;
            default -> standing(now);
        };
    }

    private Phase standing(Instant now) {
        if (raised().plus(LONGEST).isBefore(now)) {
            return Phase.EXPIRED;
        }
        return acknowledgement.isPresent() ? Phase.ACKNOWLEDGED : Phase.RAISED;
    }

    boolean stands(Instant now) {
        Phase phase = phase(now);
        return phase == Phase.RAISED || phase == Phase.ACKNOWLEDGED;
    }

    Instant raised() {
        return Instant.ofEpochMilli(alert.getRaised());
    }
}
