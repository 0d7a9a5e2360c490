package io.journeytracker.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everything that a map says, in lines for people who do not read YAML. */
public final class MapDescription {

    private final JourneyDefinition map;
    private final DescribedLines lines = new DescribedLines();

    private MapDescription(JourneyDefinition map) {
        this.map = map;
    }

    public static List<String> of(JourneyDefinition map) {
        return new MapDescription(map)
                .journey()
                .personas()
                .stages()
                .touchpoints()
                .leaving()
                .lines
                .lines();
    }

    private MapDescription journey() {
        lines.heading(map.title() + " (journey " + map.id() + ", version " + map.version() + ")")
                .say(-1, "objective", map.objective())
                .say(-1, "owner", map.owner())
                .say(-1, "review", map.review().map(MapDescription::review))
                .say(-1, "begins", map.initial().map(stage -> "in " + stage).orElse("in the first stage that matches"))
                .say(
                        -1,
                        "progress",
                        map.progress() == Progress.FURTHEST
                                ? "down the list of stages only"
                                : "to the stage of the last matching touchpoint, also back")
                .say(-1, "ideal path", join(" → ", map.idealPath()))
                .say(-1, "late touchpoints", "within " + Durations.text(map.grace()) + " are put in their place")
                .say(
                        -1,
                        "forgotten",
                        map.retention()
                                .map(kept -> "after " + Durations.text(kept) + " of silence")
                                .orElse("never"));
        for (Map.Entry<String, String> breakdown : map.breakdowns().entrySet()) {
            lines.say(-1, "breakdown", breakdown.getKey() + " by " + breakdown.getValue());
        }
        return this;
    }

    private static String review(Review review) {
        return "every " + Durations.text(review.every())
                + review.last().map(day -> ", last on " + day).orElse("")
                + review.due().map(day -> ", due on " + day).orElse("");
    }

    private MapDescription personas() {
        if (!map.personas().isEmpty()) {
            lines.heading("Personas, the first that matches");
        }
        for (Persona persona : map.personas()) {
            lines.thing(0, persona.id(), persona.title(), persona.target() ? " (the map is made for them)" : "")
                    .say(0, "goals", persona.goals())
                    .say(0, "needs", persona.needs())
                    .say(0, "motivations", persona.motivations())
                    .say(0, "frustrations", persona.frustrations())
                    .say(0, "when", persona.when());
        }
        return this;
    }

    private MapDescription stages() {
        lines.heading("Stages, in their order");
        StageDescription stages = new StageDescription(map, lines);
        map.stages().forEach(stages::add);
        return this;
    }

    private MapDescription touchpoints() {
        if (!map.touchpoints().isEmpty()) {
            lines.heading("Touchpoints");
        }
        for (TouchpointRule touchpoint : map.touchpoints()) {
            lines.thing(
                            0,
                            touchpoint.id(),
                            touchpoint.title(),
                            touchpoint.momentOfTruth() ? " (a moment of truth)" : "")
                    .say(0, "matches", touchpoint.rule().map(RuleWords::of).orElse("nothing: drawn only"));
            touchpoint.expectedEmotion().ifPresent(emotion -> lines.say(0, "expected emotion", Figures.plain(emotion)));
            touchpoint
                    .advocacy()
                    .ifPresent(how -> lines.say(0, "advocacy", how.name().toLowerCase(Locale.ROOT)));
        }
        return this;
    }

    private MapDescription leaving() {
        if (!map.exits().isEmpty() || map.reentry().isPresent() || !map.sticky()) {
            lines.heading("Ways out and back");
        }
        for (Exit exit : map.exits()) {
            lines.thing(0, exit.id(), exit.id(), feeling(exit.feeling())).say(0, "exit by", RuleWords.of(exit.event()));
        }
        map.reentry()
                .ifPresent(again -> lines.say(
                        -1,
                        "begins anew by",
                        RuleWords.of(again.event()) + ", " + Durations.text(again.after())
                                + " after the end or later"));
        if (!map.sticky()) {
            lines.say(-1, "after the end", "a touchpoint that matches may still move the customer");
        }
        return this;
    }

    static String feeling(Optional<Feeling> feeling) {
        return feeling.map(word -> " (" + word.name().toLowerCase(Locale.ROOT) + ")")
                .orElse("");
    }

    private static Optional<String> join(String between, List<String> words) {
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(between, words));
    }
}
