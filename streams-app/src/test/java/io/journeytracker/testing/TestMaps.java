package io.journeytracker.testing;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.EventRule;
import io.journeytracker.definition.Exit;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Progress;
import io.journeytracker.definition.Severity;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Stall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Small maps for tests, made without YAML. */
public final class TestMaps {

    private TestMaps() {}

    public static EventRule event(String... events) {
        return new EventRule(
                List.of(events),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** browse → cart (stalls after 30 s, churns after 5 min of silence, or by Cart Emptied) → bought; exit Cancelled. */
    public static JourneyDefinition shop(int version) {
        return shop("shop", version);
    }

    public static JourneyDefinition shop(String id, int version) {
        Stage browse = stage("browse", "Viewed", Optional.empty(), List.of());
        Stage cart = stage(
                "cart",
                "Added",
                Optional.of(
                        new Stall(Duration.ofSeconds(30), Stall.Clock.ACTIVITY, Stall.Resets.ANY, Severity.CRITICAL)),
                List.of(
                        new Churn(
                                "abandoned",
                                Optional.of(Duration.ofMinutes(5)),
                                Optional.empty(),
                                Optional.empty(),
                                Severity.WARNING),
                        new Churn(
                                "emptied",
                                Optional.empty(),
                                Optional.of(event("Emptied")),
                                Optional.empty(),
                                Severity.INFO)));
        Stage bought = stage("bought", "Ordered", Optional.empty(), List.of());
        return new JourneyDefinition(
                id,
                version,
                id,
                Optional.empty(),
                Optional.of("shop-team"),
                Optional.empty(),
                Progress.FURTHEST,
                Optional.empty(),
                Duration.ofHours(1),
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(browse, cart, bought),
                List.of(),
                Set.of("bought"),
                true,
                List.of(new Exit("cancelled", event("Cancelled"), Optional.empty())),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    private static Stage stage(String id, String event, Optional<Stall> stall, List<Churn> churn) {
        return new Stage(
                id, id, Optional.of(id + "-team"), List.of(), List.of(event(event)), stall, churn, Optional.empty());
    }

    /** A map of stages and nothing else. */
    public static JourneyDefinition of(String id, Progress progress, List<Stage> stages, Set<String> terminal) {
        return new JourneyDefinition(
                id,
                1,
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                progress,
                Optional.empty(),
                Duration.ofHours(1),
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of(),
                stages,
                List.of(),
                terminal,
                true,
                List.of(),
                Optional.empty(),
                List.of(),
                Map.of());
    }
}
