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

    /** @param touchpoint that made it happen, null: time did */
    void write(String customer, Effects effects, TouchpointRecord touchpoint) {
        long now = context.currentSystemTimeMs();
        // All records are made before the first is sent: what fails until then leaves nothing behind.
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
    }

    /** Tells where the customer is now; null: nowhere any more. */
    void tellPlace(String customer, CustomerRecord record) {
        CustomerSnapshot snapshot = record == null ? null : Snapshots.of(customer, record);
        context.forward(new Record<>(customer, snapshot, context.currentSystemTimeMs()), JourneyTopology.TO_CUSTOMERS);
    }
}
