package io.journeytracker.board;

import io.journeytracker.board.BoardAlert.Phase;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.AlertWords;
import io.journeytracker.subscription.Selection;
import io.journeytracker.subscription.Subscription;
import io.journeytracker.subscription.Subscriptions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which alerts somebody wants to see: those of which every given part holds.
 *
 * @param state a {@link Phase} in small letters, or {@value #STANDING}
 * @param team whose subscriptions want it
 */
record AlertFilter(
        Optional<String> journey,
        Optional<String> stage,
        Optional<String> kind,
        Optional<String> severity,
        Optional<String> owner,
        Optional<String> persona,
        Optional<String> state,
        Optional<String> team) {

    static final List<String> PARAMETERS =
            List.of("journey", "stage", "kind", "severity", "owner", "persona", "state", "team");

    /** Raised or acknowledged. */
    static final String STANDING = "standing";

    private static final List<String> STATES = Stream.concat(
                    Stream.of(STANDING), Arrays.stream(Phase.values()).map(AlertFilter::word))
            .toList();

    static AlertFilter of(Asked asked) {
        return new AlertFilter(
                asked.text("journey"),
                asked.text("stage"),
                asked.choice("kind", List.of("stall", "churn")),
                asked.choice("severity", List.of("info", "warning", "critical")),
                asked.text("owner"),
                asked.text("persona"),
                asked.choice("state", STATES),
                asked.text("team"));
    }

    static String word(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    boolean holds(BoardAlert board, Instant now, Supplier<Subscriptions> subscriptions) {
        JourneyAlert alert = board.alert();
        return is(journey, alert.getJourney())
                && is(stage, alert.getStage())
                && is(kind, AlertWords.kind(alert))
                && is(severity, alert.getSeverity())
                && is(owner, alert.getOwner())
                && is(persona, alert.getPersona())
                && state.map(wanted -> isIn(wanted, board, now)).orElse(true)
                && team.map(wanted -> wants(wanted, alert, subscriptions.get())).orElse(true);
    }

    private static boolean is(Optional<String> wanted, String is) {
        return wanted.isEmpty() || wanted.get().equals(is);
    }

    private static boolean isIn(String wanted, BoardAlert board, Instant now) {
        return wanted.equals(STANDING) ? board.stands(now) : wanted.equals(word(board.phase(now)));
    }

    private static boolean wants(String team, JourneyAlert alert, Subscriptions subscriptions) {
        return subscriptions.subscriptions().stream()
                .filter(each -> each.team().equals(team))
                .map(Subscription::what)
                .anyMatch((Selection what) -> what.matches(alert));
    }
}
