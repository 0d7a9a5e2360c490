package io.journeytracker.bulk;

/** A row that makes no touchpoint; the message says what was found and what was expected. */
final class UnusableRowException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableRowException(String reason) {
        super(reason);
    }
}
