package io.journeytracker.maps;

import io.journeytracker.topic.KafkaCause;

/** A map that cannot be published; the message says why. */
public final class MapRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean conflict;
    private final boolean lasting;
    private final boolean tooLarge;

    /** Of what is published already. */
    MapRefusedException(String message) {
        super(message);
        this.conflict = true;
        this.lasting = true;
        this.tooLarge = false;
    }

    MapRefusedException(String message, Throwable cause) {
        super(message, cause);
        this.conflict = false;
        this.lasting = KafkaCause.lasts(cause);
        this.tooLarge = KafkaCause.isTooLarge(cause);
    }

    /** Whether it contradicts what is published; else it could not be written at the moment. */
    public boolean isConflict() {
        return conflict;
    }

    /** Whether it will be refused again. */
    public boolean isLasting() {
        return lasting;
    }

    /** Whether it is larger than Kafka takes. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
