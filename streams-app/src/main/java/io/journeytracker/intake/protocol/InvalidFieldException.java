package io.journeytracker.intake.protocol;

/** A field of one message cannot be understood; the rest of its batch may be. */
final class InvalidFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field as a path in the message
     * @param reason what was found and what was expected, without the values that the customer gave
     */
    InvalidFieldException(String field, String reason) {
        super(reason);
        this.field = field;
    }

    String field() {
        return field;
    }
}
