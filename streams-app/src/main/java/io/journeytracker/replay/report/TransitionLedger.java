package io.journeytracker.replay.report;

import io.journeytracker.schema.JourneyTransition;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What was told, less what was taken back: a retraction cancels one transition of its id, whichever of the two comes
 * first. Several equal transitions (moves to and fro within one millisecond) count as often as they were told.
 */
final class TransitionLedger {

    private static final class Entry {

        private final Told told;
        private int standing;

        private Entry(Told told) {
            this.told = told;
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();

    void add(JourneyTransition transition) {
        Entry entry = entries.computeIfAbsent(transition.getId(), id -> new Entry(Told.of(transition)));
        entry.standing += transition.getRetracted() ? -1 : 1;
    }

    /** Everything that stands, in no particular order. */
    void standing(Consumer<Told> each) {
        for (Entry entry : entries.values()) {
            for (int i = 0; i < entry.standing; i++) {
                each.accept(entry.told);
            }
        }
    }

    /** Everything that was told at least once and taken back as often. */
    void retracted(Consumer<Told> each) {
        for (Entry entry : entries.values()) {
            if (entry.standing <= 0) {
                each.accept(entry.told);
            }
        }
    }
}
