package io.journeytracker.subscription;

import dev.cel.common.CelValidationException;
import io.journeytracker.definition.ConditionReader;
import io.journeytracker.definition.Durations;
import io.journeytracker.definition.Expressions;
import io.journeytracker.definition.Ids;
import io.journeytracker.definition.Severity;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Suggestion;
import io.journeytracker.yaml.Value;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Reads one subscription. */
final class SubscriptionReader {

    private static final List<String> KINDS = List.of("stall", "churn");
    private static final int LONGEST_WORD = 200;
    private static final Duration SHORTEST_REPEAT = Duration.ofMinutes(1);

    private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration LONGEST_HEARTBEAT = Duration.ofDays(1);

    private final List<String> languages;

    SubscriptionReader(List<String> languages) {
        this.languages = languages;
    }

    /** @param reference hears of every target that is named */
    Optional<Subscription> read(Block block, BiConsumer<Value, String> reference) {
        Optional<String> name = block.require("name", "a name of its own", Ids::read);
        Optional<String> team = block.require("team", "the team that it is for", value -> value.text(LONGEST_WORD));
        Optional<Duration> heartbeat = block.read("heartbeat", SubscriptionReader::heartbeat);
        Selection what = block.read("what", Value::block)
                .map(SubscriptionReader::selection)
                .orElse(heartbeat.isPresent() ? Selection.NONE : Selection.ALL);
        List<String> targets = block.require("targets", "the ids of targets", value -> targets(value, reference))
                .orElse(List.of());
        Optional<Grouping> group = block.read("group", Value::block).map(SubscriptionReader::grouping);
        Duration coolDown = block.read("cool-down", Durations::positive).orElse(Duration.ZERO);
        Hours hours = block.read("hours", Value::block).map(HoursReader::read).orElse(Hours.ALWAYS);
        Optional<Duration> repeat = block.read("repeat", value -> Durations.positive(value)
                .flatMap(each -> each.compareTo(SHORTEST_REPEAT) >= 0
                        ? Optional.of(each)
                        : value.fail("is less than 1m; expected at least 1m")));
        Optional<Escalation> escalation = block.read("escalate", Value::block).map(each -> escalation(each, reference));
        String language = block.read("language", this::language).orElse(languages.get(0));
        boolean replays = block.read("replays", Value::flag).orElse(false);
        block.end();
        return name.flatMap(id -> team.map(whom -> new Subscription(
                id, whom, what, targets, group, coolDown, hours, repeat, escalation, heartbeat, language, replays)));
    }

    private static Optional<Duration> heartbeat(Value value) {
        return Durations.positive(value)
                .flatMap(each -> each.compareTo(SHORTEST_HEARTBEAT) >= 0 && each.compareTo(LONGEST_HEARTBEAT) <= 0
                        ? Optional.of(each)
                        : value.fail("is out of bounds; expected 10s to 1d"));
    }

    private Optional<String> language(Value value) {
        String expected = "one of " + String.join(", ", languages);
        return value.written(expected)
                .flatMap(word -> languages.contains(word)
                        ? Optional.of(word)
                        : value.fail("is " + word + "; expected " + expected));
    }

    private static Optional<List<String>> targets(Value value, BiConsumer<Value, String> reference) {
        Set<String> ids = new LinkedHashSet<>();
        for (Value item : value.itemsOrOne()) {
            item.written("the id of a target").ifPresent(id -> {
                reference.accept(item, id);
                ids.add(id);
            });
        }
        return ids.isEmpty() ? value.fail("names no target; expected at least one") : Optional.of(List.copyOf(ids));
    }

    static Selection selection(Block block) {
        Selection selection = new Selection(
                words(block, "journeys"),
                words(block, "stages"),
                choices(block, "kinds", KINDS),
                choices(block, "severities", severities()),
                words(block, "personas"),
                words(block, "channels"),
                words(block, "owners"),
                block.read("when", SubscriptionReader::condition));
        block.end();
        return selection;
    }

    static List<String> severities() {
        return List.of(Severity.values()).stream().map(Severity::label).toList();
    }

    private static Set<String> words(Block block, String key) {
        return block.value(key)
                .map(value -> (Set<String>) new TreeSet<>(value.texts()))
                .orElse(Set.of());
    }

    static Set<String> choices(Block block, String key, List<String> choices) {
        Set<String> chosen = new TreeSet<>();
        block.value(key).ifPresent(value -> value.itemsOrOne()
                .forEach(item -> item.written("one of " + String.join(", ", choices))
                        .flatMap(word -> choices.contains(word)
                                ? Optional.of(word)
                                : item.fail("is " + word + "; expected one of " + String.join(", ", choices)
                                        + Suggestion.among(choices, word)))
                        .ifPresent(chosen::add)));
        return chosen;
    }

    private static Optional<AlertCondition> condition(Value value) {
        return value.text(Expressions.LONGEST)
                .filter(source ->
                        ConditionReader.compiles(value, AlertCondition.NAMES, () -> AlertCondition.compile(source)))
                .map(SubscriptionReader::compiled);
    }

    private static AlertCondition compiled(String source) {
        try {
            return AlertCondition.compile(source);
        } catch (CelValidationException compiledBefore) {
            throw new IllegalStateException("a condition that was compiled a moment ago", compiledBefore);
        }
    }

    private static Escalation escalation(Block block, BiConsumer<Value, String> reference) {
        Escalation escalation = new Escalation(
                block.require("after", "how long nobody acknowledged it", Durations::positive)
                        .orElse(Duration.ZERO),
                block.require("to", "the ids of targets", value -> targets(value, reference))
                        .orElse(List.of()));
        block.end();
        return escalation;
    }

    private static Grouping grouping(Block block) {
        Set<Grouping.By> by = new LinkedHashSet<>();
        block.value("by").ifPresent(value -> value.itemsOrOne()
                .forEach(item -> item.choice(Grouping.By.class).ifPresent(by::add)));
        Grouping grouping = new Grouping(
                by,
                block.read("wait", Durations::read).orElse(Duration.ofSeconds(30)),
                block.read("interval", Durations::read).orElse(Duration.ofMinutes(5)));
        block.end();
        return grouping;
    }
}
