package io.journeytracker.engine;

import io.journeytracker.engine.NaiveStanding.Visit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts visits as docs/engine.md has them counted: entered, outcomes and corrected, by stage and persona. */
final class Ledger {

    private record Account(int stage, int persona) {}

    private final Map<Account, Integer> entered = new HashMap<>();
    private final Map<Account, Integer> outcomes = new HashMap<>();
    private final Map<Account, Integer> corrected = new HashMap<>();

    void told(Transition transition) {
        begun(transition).ifPresent(account -> add(entered, account, 1));
        ended(transition).ifPresent(account -> add(outcomes, account, 1));
    }

    /** What began stays entered and is corrected; what ended has not ended. */
    void retracted(Transition transition) {
        begun(transition).ifPresent(account -> add(corrected, account, 1));
        ended(transition).ifPresent(account -> add(outcomes, account, -1));
    }

    /** Of each account what is entered, less everything that it should be the sum of; those at zero left out. */
    Map<Account, Integer> imbalance(Optional<Visit> present) {
        Map<Account, Integer> left = new HashMap<>(entered);
        outcomes.forEach((account, count) -> add(left, account, -count));
        corrected.forEach((account, count) -> add(left, account, -count));
        present.ifPresent(visit -> add(left, new Account(visit.stage(), visit.persona()), -1));
        left.values().removeIf(count -> count == 0);
        return left;
    }

    Map<Account, Integer> outcomesBelowZero() {
        Map<Account, Integer> below = new HashMap<>(outcomes);
        below.values().removeIf(count -> count >= 0);
        return below;
    }

    private static Optional<Account> begun(Transition transition) {
        return switch (transition.kind()) {
            case ENTERED, ADVANCED, BACK, RETURNED, REOPENED, REENTERED ->
                Optional.of(new Account(transition.stage(), transition.persona()));
            default -> Optional.empty();
        };
    }

    private static Optional<Account> ended(Transition transition) {
        return switch (transition.kind()) {
            case ADVANCED, BACK -> Optional.of(new Account(transition.from(), transition.fromPersona()));
            default ->
                transition.endsVisit()
                        ? Optional.of(new Account(transition.stage(), transition.persona()))
                        : Optional.empty();
        };
    }

    private static void add(Map<Account, Integer> counts, Account account, int change) {
        counts.merge(account, change, Integer::sum);
    }
}
