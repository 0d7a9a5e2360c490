package io.journeytracker.journey;

/**
 * Why everything that was told of a customer is taken back.
 *
 * @param mergedInto the customer who they turned out to be; null: they do not want to be followed
 */
public record Withdrawal(String mergedInto) {

    public static final Withdrawal ERASED = new Withdrawal(null);

    boolean merged() {
        return mergedInto != null;
    }
}
