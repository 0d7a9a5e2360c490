package io.journeytracker.delivery.sending;

/** A record of the outbox that is no message; the message says why, without personal data. */
final class UnreadableMessageException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableMessageException(String message) {
        super(message);
    }
}
