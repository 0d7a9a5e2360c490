package io.journeytracker.identity;

import java.util.List;
import java.util.Optional;

/**
 * By what a touchpoint says whose it is.
 *
 * @param identifiers the strongest first; empty: it does not say
 * @param previous what the customer was called before
 */
public record Identified(List<Identifier> identifiers, List<Identifier> previous) {

    /** The customer, so far as this touchpoint alone tells. */
    public Optional<String> customer() {
        return identifiers.isEmpty()
                ? Optional.empty()
                : Optional.of(identifiers.get(0).text());
    }

    /** It names one identifier alone. */
    boolean joinsNothing() {
        return identifiers.size() < 2 && previous.isEmpty();
    }
}
