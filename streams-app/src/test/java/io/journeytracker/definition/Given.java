package io.journeytracker.definition;

import io.journeytracker.schema.Touchpoint;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Maps and touchpoints for tests. */
final class Given {

    private Given() {}

    static CompiledJourney journey(String yaml) {
        return new CompiledJourney(new MapReader(LocalDate.of(2026, 11, 23))
                .read(yaml, "test.yaml")
                .orThrow());
    }

    static JourneyDefinition template(String name) {
        return new MapReader(LocalDate.of(2026, 11, 23))
                .read(JourneyTemplates.yaml(name).orElseThrow(), name + ".yaml")
                .orThrow();
    }

    static Touchpoint.Builder touchpoint(String event) {
        return Touchpoint.newBuilder().setEvent(event).setTime(0);
    }

    /** Properties or traits; values may be null. */
    static Map<String, Object> facts(Object... namesAndValues) {
        Map<String, Object> facts = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return facts;
    }
}
