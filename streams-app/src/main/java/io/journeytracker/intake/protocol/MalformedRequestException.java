package io.journeytracker.intake.protocol;

/** Nothing of the request can be taken: it is refused as a whole. */
public final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final boolean tooLarge;

    /**
     * What cannot be understood: answered with status 400 and kept as a dead letter.
     *
     * @param field what is wrong, as a path in the body, or {@code body} itself
     * @param reason what was found and what was expected, without the values that the customer gave
     */
    public MalformedRequestException(String field, String reason) {
        this(field, reason, false);
    }

    private MalformedRequestException(String field, String reason, boolean tooLarge) {
        super(reason);
        this.field = field;
        this.tooLarge = tooLarge;
    }

    /** What may be right, but is more than is taken at once: answered with status 413 and not kept. */
    static MalformedRequestException tooMany(String field, int messages, int most) {
        return new MalformedRequestException(
                field, "has " + messages + " messages; expected at most " + most + " in a request", true);
    }

    public String field() {
        return field;
    }

    public boolean tooLarge() {
        return tooLarge;
    }
}
