package io.journeytracker.replay.report;

import io.journeytracker.definition.EventRule;
import io.journeytracker.definition.Exit;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Progress;
import io.journeytracker.definition.Stage;
import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStatus;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.LastTouchpoint;
import io.journeytracker.schema.TransitionKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records as the engine tells them, and a map that they are of. */
public final class Recorded {

    private static final EventRule NEVER = new EventRule(
            List.of("never"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private Recorded() {}

    /** A map with these stages and exits. */
    public static JourneyDefinition map(List<String> stages, List<String> exits) {
        return new JourneyDefinition(
                "shop",
                1,
                "Shop",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Progress.FURTHEST,
                Optional.empty(),
                Duration.ofHours(1),
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of(),
                stages.stream()
                        .map(id -> new Stage(
                                id,
                                id,
                                Optional.empty(),
                                List.of(),
                                List.of(NEVER),
                                Optional.empty(),
                                List.of(),
                                Optional.empty()))
                        .toList(),
                List.of(),
                Set.of(),
                true,
                exits.stream().map(id -> new Exit(id, NEVER, Optional.empty())).toList(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    /** A transition whose id says all that it says. */
    public static JourneyTransition transition(
            TransitionKind kind,
            String customer,
            String stage,
            String from,
            long visitSince,
            Long fromVisitSince,
            long at,
            long since,
            Long due) {
        return JourneyTransition.newBuilder()
                .setId(String.join(
                        "|",
                        "" + kind,
                        customer,
                        stage,
                        from,
                        "" + visitSince,
                        "" + fromVisitSince,
                        "" + at,
                        "" + since))
                .setCustomer(customer)
                .setJourney("shop")
                .setVersion(1)
                .setInstance(1)
                .setPersona("other")
                .setKind(kind)
                .setStage(stage)
                .setFrom(from)
                .setVisitSince(visitSince)
                .setFromVisitSince(fromVisitSince)
                .setAt(at)
                .setSince(since)
                .setDue(due)
                .setRule("stall")
                .setLastTime(since)
                .setEmittedAt(at)
                .build();
    }

    /** A stall, its recovery or its end by churn. */
    public static JourneyTransition stall(
            TransitionKind kind, String customer, String stage, long since, long due, long at) {
        return transition(kind, customer, stage, null, 0, null, at, since, due);
    }

    /** The same, taken back. */
    public static JourneyTransition retracted(JourneyTransition transition) {
        JourneyTransition retraction = new JourneyTransition();
        for (int field = 0; field < transition.getSchema().getFields().size(); field++) {
            retraction.put(field, transition.get(field));
        }
        retraction.setRetracted(true);
        return retraction;
    }

    public static JourneyAlert alert(
            String id, AlertState state, String customer, long since, long due, Long resolved) {
        return JourneyAlert.newBuilder()
                .setId(id)
                .setKind(AlertKind.STALL)
                .setSeverity("warning")
                .setCustomer(customer)
                .setPersona("other")
                .setJourney("shop")
                .setVersion(1)
                .setStage("cart")
                .setRule("stall")
                .setSince(since)
                .setDue(due)
                .setRaised(state == AlertState.RAISED ? due : 777)
                .setLastTouchpoint(new LastTouchpoint("Added", since, "web"))
                .setState(state)
                .setResolvedAt(resolved)
                .setReplay(true)
                .build();
    }

    public static CustomerSnapshot snapshot(
            String customer,
            String stage,
            CustomerStatus status,
            List<String> visited,
            int inOrder,
            List<String> exitsSeen,
            String exit) {
        return new CustomerSnapshot(
                customer,
                List.of(CustomerJourney.newBuilder()
                        .setJourney("shop")
                        .setVersion(1)
                        .setInstance(1)
                        .setStage(stage)
                        .setPersona("other")
                        .setStatus(status)
                        .setSince(0)
                        .setLastTime(0)
                        .setExit(exit)
                        .setVisited(visited)
                        .setInOrder(inOrder)
                        .setReached(visited.isEmpty() ? null : visited.get(visited.size() - 1))
                        .setExitsSeen(exitsSeen)
                        .build()),
                null,
                null);
    }
}
