package io.journeytracker.journey;

import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.StoryVisit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes what the fold of one customer said: to the map, to the topics, to the counters, to the customer's story. */
final class CustomerWriter {

    private final ProcessorContext<Object, Object> context;
    private final PartialMap map;
    private final EffectMeters meters;
    private final StoryParts story;
    private final VisitCounts visits;

    /** @param story null: no stories are kept */
    CustomerWriter(ProcessorContext<Object, Object> context, PartialMap map, EffectMeters meters, StoryParts story) {
        this.context = context;
        this.map = map;
        this.meters = meters;
        this.story = story;
        this.visits = new VisitCounts(map.values());
    }

    /** @param touchpoint that made it happen, null: time did */
    void write(Bytes customer, Effects effects, TouchpointRecord touchpoint) {
        long now = context.currentSystemTimeMs();
        // All records are made before the first is sent: what fails until then leaves nothing behind.
        String name = effects.said().isEmpty() ? "" : name(customer);
        List<JourneyTransition> transitions = new ArrayList<>(effects.said().size());
        for (Effects.Said said : effects.said()) {
            JourneyTransition transition = TransitionRecords.of(
                    name, said.journey(), said.transition(), said.lastEvent(), said.retracted(), said.replay(), now);
            if (said.withdrawal() != null) {
                transition.setWithdrawn(true);
                transition.setMergedInto(said.withdrawal().mergedInto());
            }
            transitions.add(transition);
        }
        byte[] part = story == null ? null : story.happened(touchpoint, transitions, visits(effects));
        effects.countInto(map);
        meters.count(effects, touchpoint);
        for (JourneyTransition transition : transitions) {
            context.forward(new Record<>(name, transition, now), JourneyTopology.TO_TRANSITIONS);
        }
        tell(customer, part, now);
    }

    private List<StoryVisit> visits(Effects effects) {
        visits.clear();
        effects.countInto(visits);
        return visits.visits();
    }

    /** The customer's journeys were forgotten. */
    void forgotten(Bytes customer) {
        if (story != null) {
            tell(customer, story.forgotten(), context.currentSystemTimeMs());
        }
    }

    /** Everything that was told of the customer was taken back. */
    void withdrawn(Bytes customer, Withdrawal why) {
        if (story != null) {
            tell(customer, story.withdrawn(why), context.currentSystemTimeMs());
        }
    }

    private void tell(Bytes customer, byte[] part, long now) {
        if (part != null) {
            context.forward(new Record<Object, Object>(customer.get(), part, now), JourneyTopology.TO_STORIES);
        }
    }

    private static String name(Bytes customer) {
        return new String(customer.get(), StandardCharsets.UTF_8);
    }

    /** Tells where the customer is now; null: nowhere any more. */
    void tellPlace(Bytes customer, CustomerRecord record) {
        String name = name(customer);
        CustomerSnapshot snapshot = record == null ? null : Snapshots.of(name, record);
        context.forward(new Record<>(name, snapshot, context.currentSystemTimeMs()), JourneyTopology.TO_CUSTOMERS);
    }
}
