package io.journeytracker.intake.protocol;

/** Nothing of the request can be understood: it is answered with status 400 and kept as a dead letter. */
public final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field what is wrong, as a path in the body, or {@code body} itself
     * @param reason what was found and what was expected, without the values that the customer gave
     */
    public MalformedRequestException(String field, String reason) {
        super(reason);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
