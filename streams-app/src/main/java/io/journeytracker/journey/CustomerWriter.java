package io.journeytracker.journey;

import io.journeytracker.schema.Touchpoint;
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
    void write(String customer, CustomerRecord record, Effects effects, Touchpoint touchpoint, boolean snapshot) {
        long now = context.currentSystemTimeMs();
        tell(customer, effects, touchpoint, now);
        if (snapshot || !effects.said().isEmpty()) {
            context.forward(new Record<>(customer, Snapshots.of(customer, record), now), JourneyTopology.TO_CUSTOMERS);
        }
    }

    /** The customer's journeys are over and forgotten. */
    void forget(String customer, Effects effects, long now) {
        tell(customer, effects, null, now);
        context.forward(new Record<>(customer, null, now), JourneyTopology.TO_CUSTOMERS);
    }

    private void tell(String customer, Effects effects, Touchpoint touchpoint, long now) {
        effects.countInto(map);
        meters.count(effects, touchpoint);
        for (Effects.Said said : effects.said()) {
            var transition = TransitionRecords.of(
                    customer, said.journey(), said.transition(), said.retracted(), said.replay(), now);
            context.forward(new Record<>(customer, transition, now), JourneyTopology.TO_TRANSITIONS);
        }
    }
}
