package io.journeytracker.delivery.sending;

/** A record of the outbox that is no message; the message says why, without personal data. */
final class UnreadableMessageException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean newer;

    /** @param newer whether a newer application can probably read it */
    UnreadableMessageException(String message, boolean newer) {
        super(message);
        this.newer = newer;
    }

    boolean isNewer() {
        return newer;
    }
}
