package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.EventRule;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.engine.Sides;
import io.journeytracker.engine.Sides.Side;
import io.journeytracker.engine.VisitMarks;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Under which keys of {@link io.journeytracker.schema.MapCell} an ended visit of one map counts. */
final class EndedKeys {

    private static final String[] BETTER = Arrays.stream(Side.values())
            .map(side -> Cells.key(Cells.ENDED_BETTER, side.name().toLowerCase(Locale.ROOT)))
            .toArray(String[]::new);

    private final String[] channels;
    private final String[] touchpoints;
    private final String[] classes;
    private final int[] classOf;
    private final Sides sides;

    EndedKeys(CompiledJourney journey) {
        JourneyDefinition map = journey.definition();
        sides = new Sides(journey);
        channels = journey.channels().stream()
                .map(channel -> Cells.key(Cells.ENDED_CHANNEL, channel))
                .toArray(String[]::new);
        touchpoints = map.touchpoints().stream()
                .map(rule -> Cells.key(Cells.ENDED_TOUCHPOINT, rule.id()))
                .toArray(String[]::new);
        List<String> ofRules = map.touchpoints().stream()
                .map(rule -> rule.rule()
                        .flatMap(EventRule::touchpointClass)
                        .map(of -> of.name().toLowerCase(Locale.ROOT))
                        .orElse(""))
                .toList();
        List<String> all =
                ofRules.stream().filter(of -> !of.isEmpty()).distinct().toList();
        classes = all.stream().map(of -> Cells.key(Cells.ENDED_CLASS, of)).toArray(String[]::new);
        classOf = ofRules.stream().mapToInt(all::indexOf).toArray();
    }

    /** Each key once. */
    void of(VisitMarks marks, Consumer<String> each) {
        each.accept(Cells.ENDED_ALL);
        for (int i = 0; i < channels.length; i++) {
            if (marks.channel(i)) {
                each.accept(channels[i]);
            }
        }
        for (Side side : Side.values()) {
            if (sides.better(side, marks)) {
                each.accept(BETTER[side.ordinal()]);
            }
        }
        long seen = 0;
        for (int i = 0; i < touchpoints.length; i++) {
            if (marks.touchpoint(i, channels.length)) {
                each.accept(touchpoints[i]);
                if (classOf[i] >= 0 && (seen >>> classOf[i] & 1) == 0) {
                    seen |= 1L << classOf[i];
                    each.accept(classes[classOf[i]]);
                }
            }
        }
    }
}
