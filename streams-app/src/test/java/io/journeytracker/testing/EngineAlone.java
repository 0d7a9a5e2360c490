package io.journeytracker.testing;

import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.journey.CustomerFold;
import io.journeytracker.journey.CustomerOutput;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.Engines;
import io.journeytracker.journey.Place;
import io.journeytracker.journey.Snapshots;
import io.journeytracker.journey.TouchpointRecord;
import io.journeytracker.journey.TransitionRecords;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fold without Kafka: what touchpoints mean on a map when everything has fallen due that ever will. */
public final class EngineAlone implements CustomerOutput {

    private final Alerts rules = new Alerts("");
    private final List<JourneyTransition> transitions = new ArrayList<>();
    private final List<JourneyAlert> alerts = new ArrayList<>();
    private String customer;

    private EngineAlone() {}

    /** @param until what fell due before this is told, milliseconds since the epoch */
    public static Told told(MapFile map, List<Touchpoint> touchpoints, long until) {
        return new EngineAlone().fold(JourneyCatalog.of(List.of(map.map())), touchpoints, until);
    }

    private Told fold(JourneyCatalog catalog, List<Touchpoint> touchpoints, long until) {
        CustomerFold fold = new CustomerFold(new Engines(() -> catalog));
        Map<String, CustomerRecord> records = new HashMap<>();
        touchpoints.stream().sorted(Comparator.comparing(Touchpoint::getTime)).forEach(touchpoint -> {
            customer = touchpoint.getUserId();
            long time = touchpoint.getTime();
            long id = TouchpointRecord.id(touchpoint, time, 0);
            fold.touch(
                    records.computeIfAbsent(customer, name -> new CustomerRecord()),
                    new TouchpointRecord(touchpoint, time, 0, id, Long.MIN_VALUE, false),
                    Long.MIN_VALUE,
                    this);
        });
        Map<String, CustomerSnapshot> customers = new TreeMap<>();
        records.forEach((name, known) -> {
            customer = name;
            fold.advance(known, until, this);
            customers.put(name, Snapshots.of(name, known));
        });
        return new Told(transitions, alerts, customers);
    }

    @Override
    public void transition(
            CompiledJourney journey, Transition transition, String lastEvent, boolean retracted, boolean replay) {
        var told = TransitionRecords.of(customer, journey, transition, lastEvent, retracted, replay, transition.at());
        transitions.add(told);
        rules.of(told).ifPresent(alerts::add);
    }

    @Override
    public void touch(CompiledJourney journey, Touch touch, int sign) {
        // What is compared is made of transitions.
    }

    @Override
    public void conversion(CompiledJourney journey, Conversion conversion, int sign) {
        // What is compared is made of transitions.
    }

    @Override
    public void moved(CompiledJourney journey, Place before, Place after) {
        // Where customers are is read from their snapshots.
    }

    @Override
    public void tailFull(CompiledJourney journey) {
        throw new IllegalStateException("The tail of " + customer + " was full, expected room for all touchpoints");
    }
}
