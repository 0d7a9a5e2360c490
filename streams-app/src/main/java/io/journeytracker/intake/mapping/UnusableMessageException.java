package io.journeytracker.intake.mapping;

/** A message that makes no touchpoint: it is refused and kept as a dead letter, the rest of its batch is taken. */
public final class UnusableMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field what is wrong, as a path in the message
     * @param reason what was found and what was expected, without the values that the customer gave
     */
    public UnusableMessageException(String field, String reason) {
        super(reason);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
