package io.journeytracker.subscription;

import io.journeytracker.definition.Durations;
import io.journeytracker.definition.Ids;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Suggestion;
import io.journeytracker.yaml.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one target. */
final class TargetReader {

    private static final int MOST_RETRIES = 20;
    private static final Duration LONGEST_RETRY = Duration.ofDays(7);
    private static final String RETRIES_EXPECTED = "a list of up to " + MOST_RETRIES + " durations";

    private final List<TargetLanguage> types;
    private final List<String> names;

    TargetReader(List<TargetLanguage> types) {
        this.types = types;
        this.names = types.stream().map(TargetLanguage::type).toList();
    }

    Optional<TargetDefinition> read(Block block) {
        Optional<String> id = block.require("id", "an id by which subscriptions name it", Ids::read);
        Optional<TargetLanguage> type = block.require("type", "one of " + String.join(", ", names), this::type);
        int rate = block.read("rate", value -> Whole.read(value, 1, 1000)).orElse(TargetDefinition.USUAL_PER_SECOND);
        int concurrency =
                block.read("concurrency", value -> Whole.read(value, 1, 64)).orElse(TargetDefinition.USUAL_CONCURRENCY);
        List<Duration> retries = block.read("retries", TargetReader::retries).orElse(TargetDefinition.USUAL_RETRIES);
        Optional<Object> settings = type.map(each -> each.settings(block));
        if (type.isPresent()) {
            block.end();
        }
        return id.flatMap(name ->
                settings.map(own -> new TargetDefinition(name, type.get().type(), rate, concurrency, retries, own)));
    }

    private Optional<TargetLanguage> type(Value value) {
        return value.written("a type of target").flatMap(name -> {
            Optional<TargetLanguage> found =
                    types.stream().filter(each -> each.type().equals(name)).findFirst();
            return found.isPresent()
                    ? found
                    : value.fail("is " + name + "; expected one of " + String.join(", ", names)
                            + Suggestion.among(names, name));
        });
    }

    private static Optional<List<Duration>> retries(Value value) {
        List<Duration> retries = new ArrayList<>();
        for (Value item : value.items()) {
            Durations.positive(item)
                    .flatMap(each -> each.compareTo(LONGEST_RETRY) <= 0
                            ? Optional.of(each)
                            : item.fail("is more than 7d; expected at most 7d"))
                    .ifPresent(retries::add);
        }
        return retries.size() <= MOST_RETRIES
                ? Optional.of(retries)
                : value.fail("has " + retries.size() + " durations; expected " + RETRIES_EXPECTED);
    }
}
