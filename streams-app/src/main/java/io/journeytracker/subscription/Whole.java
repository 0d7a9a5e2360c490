package io.journeytracker.subscription;

import io.journeytracker.yaml.Value;
import java.util.Optional;

/** Whole numbers within bounds. */
final class Whole {

    private Whole() {}

    static Optional<Integer> read(Value value, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        return value.written(expected).flatMap(text -> {
            boolean fits =
                    text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
            return fits ? Optional.of(Integer.parseInt(text)) : value.fail("is " + text + "; expected " + expected);
        });
    }
}
