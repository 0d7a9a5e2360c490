package io.journeytracker.replay.report;

import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of each alert, by the transitions: they can be counted in any order, while the messages of an alert that
 * was raised, taken back and raised again cannot.
 */
final class AlertEvidence {

    /** What an alert and its transitions have in common. Who comes back from churn may do so in another stage. */
    private record Subject(AlertKind kind, String customer, String stage, String rule, long since, long due) {

        static Subject stall(String customer, String stage, long since, long due) {
            return new Subject(AlertKind.STALL, customer, stage, "", since, due);
        }

        static Subject churn(String customer, String rule, long since, long due) {
            return new Subject(AlertKind.CHURN, customer, "", rule, since, due);
        }

        static Subject of(JourneyAlert alert) {
            return alert.getKind() == AlertKind.STALL
                    ? stall(alert.getCustomer(), alert.getStage(), alert.getSince(), alert.getDue())
                    : churn(alert.getCustomer(), alert.getRule(), alert.getSince(), alert.getDue());
        }

        static Subject of(Told told) {
            return switch (told.kind()) {
                case STALLED, RECOVERED -> stall(told.customer(), told.stage(), told.since(), told.due());
                case SUPERSEDED, CHURNED, RETURNED ->
                    told.ofStall()
                            ? stall(told.customer(), told.stage(), told.since(), told.due())
                            : churn(
                                    told.customer(),
                                    told.rule(),
                                    told.since(),
                                    told.due() == null ? told.since() : told.due());
                default -> null;
            };
        }
    }

    /** @param resolvedAt of RESOLVED */
    record Outcome(AlertState state, Long resolvedAt) {}

    private final Map<Subject, Outcome> outcomes = new HashMap<>();

    AlertEvidence(TransitionLedger ledger) {
        ledger.retracted(told -> {
            switch (told.kind()) {
                case STALLED, CHURNED -> outcomes.put(Subject.of(told), new Outcome(AlertState.RETRACTED, null));
                default -> {
                    // Raises no alert.
                }
            }
        });
        ledger.standing(told -> {
            switch (told.kind()) {
                case STALLED, CHURNED -> outcomes.put(Subject.of(told), new Outcome(AlertState.RAISED, null));
                default -> {
                    // Raises no alert.
                }
            }
        });
        ledger.standing(told -> {
            switch (told.kind()) {
                case RECOVERED, SUPERSEDED, RETURNED ->
                    outcomes.computeIfPresent(Subject.of(told), (subject, raised) -> resolved(raised, told.at()));
                default -> {
                    // Resolves no alert.
                }
            }
        });
    }

    private static Outcome resolved(Outcome before, long at) {
        return switch (before.state()) {
            case RAISED -> new Outcome(AlertState.RESOLVED, at);
            case RESOLVED -> new Outcome(AlertState.RESOLVED, Math.min(before.resolvedAt(), at));
            default -> before;
        };
    }

    /** Null where no transition speaks of the alert. */
    Outcome of(JourneyAlert alert) {
        return outcomes.get(Subject.of(alert));
    }
}
