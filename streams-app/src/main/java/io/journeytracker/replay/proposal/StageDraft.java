package io.journeytracker.replay.proposal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Events that may become a stage. Mutable while stages are joined. */
final class StageDraft {

    private static final Comparator<EventProfile> COMMONEST_FIRST =
            Comparator.comparingLong(EventProfile::customers).reversed().thenComparing(EventProfile::event);

    private final List<EventProfile> events = new ArrayList<>();

    StageDraft(EventProfile event) {
        events.add(event);
    }

    void join(StageDraft other) {
        events.addAll(other.events);
        events.sort(COMMONEST_FIRST);
    }

    EventProfile commonest() {
        return events.get(0);
    }

    /** Mean over its events, each as heavy as it has customers. */
    double position() {
        double sum = 0;
        double weight = 0;
        for (EventProfile event : events) {
            sum += event.position() * event.customers();
            weight += event.customers();
        }
        return sum / weight;
    }

    ProposedStage stage(String id) {
        CommonGap gaps = new CommonGap();
        events.forEach(event -> gaps.add(event.gaps()));
        return new ProposedStage(
                id,
                events.stream().map(EventProfile::event).toList(),
                commonest().customers(),
                position(),
                gaps.ninth());
    }
}
