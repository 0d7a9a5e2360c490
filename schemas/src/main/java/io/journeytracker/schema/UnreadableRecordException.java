package io.journeytracker.schema;

/** Bytes of a state store that cannot be read as the record they should be; the message says why. */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean newer;

    UnreadableRecordException(String message, Throwable cause) {
        this(message, cause, false);
    }

    UnreadableRecordException(String message, Throwable cause, boolean newer) {
        super(message, cause);
        this.newer = newer;
    }

    /** Whether a newer application can probably read them. */
    public boolean isNewer() {
        return newer;
    }
}
