package io.journeytracker.intake.http;

/** Ends the handling of a request early; knows what to count as rejected. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final String source;
    private final int events;

    /** Nobody knows yet who sends how much. */
    RefusedException(Refusal refusal) {
        this(refusal, IntakeMeters.UNKNOWN_SOURCE, 1);
    }

    /**
     * @param source its name
     * @param events how many messages are refused
     */
    RefusedException(Refusal refusal, String source, int events) {
        super(refusal.error().message(), null, false, false);
        this.refusal = refusal;
        this.source = source;
        this.events = events;
    }

    Refusal refusal() {
        return refusal;
    }

    String source() {
        return source;
    }

    int events() {
        return events;
    }
}
