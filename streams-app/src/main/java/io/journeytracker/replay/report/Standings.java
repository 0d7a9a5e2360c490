package io.journeytracker.replay.report;

import io.journeytracker.definition.Exit;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Stage;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where every customer stands when the log ends. */
final class Standings {

    private static final int NONE = -1;

    /** Stages and exits as bits and positions, which takes a fraction of the snapshot's memory. */
    private record Standing(long visited, int inOrder, int reached, int present, long exits, int endedBy) {}

    private final JourneyDefinition journey;
    private final Map<String, Integer> stages = new HashMap<>();
    private final Map<String, Integer> exits = new HashMap<>();
    private final Map<String, Standing> customers = new HashMap<>();

    Standings(JourneyDefinition journey) {
        this.journey = journey;
        for (Stage stage : journey.stages()) {
            stages.put(stage.id(), stages.size());
        }
        for (Exit exit : journey.exits()) {
            exits.put(exit.id(), exits.size());
        }
    }

    /** A customer's last snapshot counts. */
    void add(CustomerSnapshot snapshot) {
        for (CustomerJourney standing : snapshot.getJourneys()) {
            if (standing.getJourney().equals(journey.id())) {
                customers.put(snapshot.getCustomer(), of(standing));
            }
        }
    }

    /** Someone of whom there may be no snapshot any more. */
    void know(String customer) {
        customers.putIfAbsent(customer, new Standing(0, 0, NONE, NONE, 0, NONE));
    }

    private Standing of(CustomerJourney standing) {
        CustomerStatus status = standing.getStatus();
        boolean travelling = status == CustomerStatus.ACTIVE || status == CustomerStatus.STALLED;
        return new Standing(
                bits(standing.getVisited(), stages),
                standing.getInOrder(),
                stages.getOrDefault(standing.getReached(), NONE),
                travelling ? stages.getOrDefault(standing.getStage(), NONE) : NONE,
                bits(standing.getExitsSeen(), exits),
                status == CustomerStatus.EXITED ? exits.getOrDefault(standing.getExit(), NONE) : NONE);
    }

    private static long bits(List<String> ids, Map<String, Integer> places) {
        long bits = 0;
        for (String id : ids) {
            Integer place = places.get(id);
            bits |= place == null ? 0 : 1L << place;
        }
        return bits;
    }

    long customers() {
        return customers.size();
    }

    List<StageFigures> stages(DwellTimes dwell, ConversionCounts conversions) {
        List<StageFigures> figures = new ArrayList<>();
        for (Stage stage : journey.stages()) {
            int at = stages.get(stage.id());
            figures.add(new StageFigures(
                    stage.id(),
                    customers.values().stream()
                            .filter(c -> (c.visited() >>> at & 1) == 1)
                            .count(),
                    customers.values().stream().filter(c -> c.inOrder() > at).count(),
                    customers.values().stream().filter(c -> c.reached() >= at).count(),
                    customers.values().stream().filter(c -> c.present() == at).count(),
                    dwell.of(stage.id()),
                    conversions.of(stage).orElse(null)));
        }
        return figures;
    }

    List<ExitFigures> exits() {
        List<ExitFigures> figures = new ArrayList<>();
        for (Exit exit : journey.exits()) {
            int at = exits.get(exit.id());
            figures.add(new ExitFigures(
                    exit.id(),
                    customers.values().stream()
                            .filter(c -> (c.exits() >>> at & 1) == 1)
                            .count(),
                    customers.values().stream().filter(c -> c.endedBy() == at).count()));
        }
        return figures;
    }
}
