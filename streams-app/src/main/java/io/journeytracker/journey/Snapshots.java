package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.engine.Standing;
import io.journeytracker.journey.CustomerRecord.OnJourney;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStatus;
import java.util.ArrayList;
import java.util.List;

/** Customers as the topic journey-customers has them. */
public final class Snapshots {

    private Snapshots() {}

    public static CustomerSnapshot of(String customer, CustomerRecord record) {
        List<CustomerJourney> journeys = new ArrayList<>(record.journeys.size());
        for (OnJourney on : record.journeys) {
            if (on.state().standing().begun()) {
                journeys.add(of(on));
            }
        }
        return new CustomerSnapshot(
                customer,
                journeys,
                record.heard.preferred().orElse(null),
                record.heard.consent() ? Boolean.TRUE : null);
    }

    /** One of a customer's journeys. */
    public static CustomerJourney of(OnJourney on) {
        CompiledJourney compiled = on.engine().journey();
        Standing s = on.state().standing();
        JourneyDefinition map = compiled.definition();
        CustomerJourney journey = new CustomerJourney();
        journey.setJourney(map.id());
        journey.setVersion(map.version());
        journey.setInstance(s.instance);
        journey.setStage(compiled.stageName(s.stage));
        journey.setPersona(compiled.personaName(s.visitPersona));
        journey.setStatus(status(s));
        journey.setSince(s.visitSince);
        journey.setLastTime(s.lastTime);
        journey.setMood(TransitionRecords.mood(s.mood));
        journey.setExit(exit(map, s));
        journey.setVisited(visited(map, s.visited));
        journey.setInOrder(s.inOrder);
        journey.setReached(s.reached() < 0 ? null : compiled.stageName(s.reached()));
        journey.setExitsSeen(exits(map, s.exitsSeen));
        journey.setNextStage(Feed.nextStage(compiled, s));
        journey.setNeeds(Feed.needs(map, s));
        journey.setPainPoints(Feed.painPoints(compiled, s));
        journey.setAlerts(Feed.alerts(compiled, s));
        return journey;
    }

    /** How a customer stands on a journey. */
    public static CustomerStatus status(Standing s) {
        return switch (s.status) {
            case ACTIVE -> s.stalled ? CustomerStatus.STALLED : CustomerStatus.ACTIVE;
            case CHURNED_BY_SILENCE, CHURNED_BY_EVENT, EXPIRED -> CustomerStatus.CHURNED;
            case COMPLETED -> CustomerStatus.COMPLETED;
            case EXITED -> CustomerStatus.EXITED;
        };
    }

    private static String exit(JourneyDefinition map, Standing s) {
        return switch (s.status) {
            case CHURNED_BY_SILENCE, CHURNED_BY_EVENT ->
                map.stages().get(s.stage).churn().get(s.endRule).id();
            case EXITED -> map.exits().get(s.endRule).id();
            default -> null;
        };
    }

    private static List<String> visited(JourneyDefinition map, long bits) {
        List<String> visited = new ArrayList<>(Long.bitCount(bits));
        for (int i = 0; i < map.stages().size(); i++) {
            if ((bits >>> i & 1) != 0) {
                visited.add(map.stages().get(i).id());
            }
        }
        return visited;
    }

    private static List<String> exits(JourneyDefinition map, long bits) {
        List<String> exits = new ArrayList<>(Long.bitCount(bits));
        for (int i = 0; i < map.exits().size(); i++) {
            if ((bits >>> i & 1) != 0) {
                exits.add(map.exits().get(i).id());
            }
        }
        return exits;
    }
}
