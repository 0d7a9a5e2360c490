package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.TreeSet;

/** What docs/engine.md says should become of each arriving touchpoint, from the list of all that were accepted. */
final class Arrivals {

    private final long grace;
    private final TreeSet<Match> accepted = new TreeSet<>();

    Arrivals(long grace) {
        this.grace = grace;
    }

    TreeSet<Match> accepted() {
        return accepted;
    }

    Applied arrive(Match touchpoint) {
        Applied answer = answer(touchpoint);
        if (answer == Applied.IN_ORDER || answer == Applied.REORDERED) {
            accepted.add(touchpoint);
        }
        return answer;
    }

    /** Belongs before the checkpoint. If it is also a duplicate, either answer is right. */
    boolean isLate(Match touchpoint) {
        return accepted.stream()
                .filter(known -> known.time() < accepted.last().time() - grace)
                .anyMatch(known -> touchpoint.compareTo(known) <= 0);
    }

    private Applied answer(Match touchpoint) {
        if (accepted.isEmpty()) {
            return Applied.IN_ORDER;
        }
        long tailBegins = accepted.last().time() - grace;
        if (accepted.stream().anyMatch(known -> known.time() >= tailBegins && known.id() == touchpoint.id())) {
            return Applied.DUPLICATE;
        }
        if (isLate(touchpoint)) {
            return Applied.LATE;
        }
        return touchpoint.compareTo(accepted.last()) > 0 ? Applied.IN_ORDER : Applied.REORDERED;
    }
}
