package io.journeytracker.bulk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The scale of a survey's question. */
public enum Scale {
    /** Would you recommend us? */
    NPS(0, 10),
    /** How satisfied are you? */
    CSAT(1, 5),
    /** How easy was it? */
    CES(1, 7);

    private final int lowest;
    private final int highest;

    Scale(int lowest, int highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    static Optional<Scale> of(String name) {
        return Arrays.stream(values())
                .filter(scale -> scale.label().equalsIgnoreCase(name))
                .findFirst();
    }

    boolean holds(double answer) {
        return answer >= lowest && answer <= highest;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String range() {
        return lowest + " to " + highest;
    }
}
