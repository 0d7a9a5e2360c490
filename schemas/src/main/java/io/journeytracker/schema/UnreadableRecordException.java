package io.journeytracker.schema;

/** Bytes of a state store that cannot be read as the record they should be; the message says why. */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
