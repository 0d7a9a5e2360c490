package io.journeytracker.journey;

import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyTransition;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes what the fold of one customer said: to the map, to the topics, to the counters. */
final class CustomerWriter {

    private final ProcessorContext<Object, Object> context;
    private final PartialMap map;
    private final EffectMeters meters;

    CustomerWriter(ProcessorContext<Object, Object> context, PartialMap map, EffectMeters meters) {
        this.context = context;
        this.map = map;
        this.meters = meters;
    }

    /**
     * @param touchpoint that made it happen, null: time did
     * @param snapshot tell where the customer is now also if no transition says so
     */
    void write(String customer, CustomerRecord record, Effects effects, TouchpointRecord touchpoint, boolean snapshot) {
        boolean news = snapshot || !effects.said().isEmpty();
        tell(customer, effects, touchpoint, news ? Snapshots.of(customer, record) : null, news);
    }

    /** The customer's journeys are over and forgotten. */
    void forget(String customer, Effects effects) {
        tell(customer, effects, null, null, true);
    }

    /** All records are made before the first is sent: what fails until then leaves nothing behind. */
    private void tell(
            String customer,
            Effects effects,
            TouchpointRecord touchpoint,
            CustomerSnapshot snapshot,
            boolean tellSnapshot) {
        long now = context.currentSystemTimeMs();
        List<JourneyTransition> transitions = new ArrayList<>(effects.said().size());
        for (Effects.Said said : effects.said()) {
            JourneyTransition transition = TransitionRecords.of(
                    customer,
                    said.journey(),
                    said.transition(),
                    said.lastEvent(),
                    said.retracted(),
                    said.replay(),
                    now);
            if (said.withdrawal() != null) {
                transition.setWithdrawn(true);
                transition.setMergedInto(said.withdrawal().mergedInto());
            }
            transitions.add(transition);
        }
        effects.countInto(map);
        meters.count(effects, touchpoint);
        for (JourneyTransition transition : transitions) {
            context.forward(new Record<>(customer, transition, now), JourneyTopology.TO_TRANSITIONS);
        }
        if (tellSnapshot) {
            context.forward(new Record<>(customer, snapshot, now), JourneyTopology.TO_CUSTOMERS);
        }
    }
}
