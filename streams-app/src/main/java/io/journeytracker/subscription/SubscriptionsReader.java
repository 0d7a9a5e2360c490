package io.journeytracker.subscription;

import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Problems;
import io.journeytracker.yaml.Suggestion;
import io.journeytracker.yaml.Value;
import io.journeytracker.yaml.YamlDocument;
import io.journeytracker.yaml.YamlProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads files of subscriptions, in the language of docs/alerts.md: all of them, or everything that is wrong at once. */
public final class SubscriptionsReader {

    private static final String EXPECTED = "targets and subscriptions";

    private final TargetReader targets;
    private final SubscriptionReader subscriptions;

    /**
     * @param types of targets that there are
     * @param languages that messages can be in, ISO 639 codes
     */
    public SubscriptionsReader(List<TargetLanguage> types, List<String> languages) {
        this.targets = new TargetReader(types);
        this.subscriptions = new SubscriptionReader(languages);
    }

    /** @throws InvalidSubscriptionsException that tells everything that is wrong */
    public SubscriptionFile read(List<Path> files) {
        Reading reading = new Reading();
        files.forEach(file -> {
            Problems problems = reading.in(file.toString());
            try {
                read(Files.readString(file), problems, reading);
            } catch (NoSuchFileException missing) {
                problems.add(null, "", "does not exist; expected " + EXPECTED + ", as docs/alerts.md describes them");
            } catch (CharacterCodingException otherEncoding) {
                problems.add(null, "", "is not UTF-8 text; expected " + EXPECTED + " in YAML, saved as UTF-8");
            } catch (IOException unreadable) {
                problems.add(null, "", "cannot be read: " + unreadable.getMessage() + "; expected a file in UTF-8");
            }
        });
        return reading.end();
    }

    /**
     * Reads one file from text.
     *
     * @param name what messages call it
     * @throws InvalidSubscriptionsException that tells everything that is wrong
     */
    public SubscriptionFile read(String yaml, String name) {
        Reading reading = new Reading();
        read(yaml, reading.in(name), reading);
        return reading.end();
    }

    private void read(String yaml, Problems problems, Reading reading) {
        new YamlDocument(problems, EXPECTED)
                .parse(yaml)
                .flatMap(node -> new Value(node, "", problems).block())
                .ifPresent(block -> {
                    block.value("targets").ifPresent(list -> list.items().forEach(reading::target));
                    block.value("subscriptions").ifPresent(list -> list.items().forEach(reading::subscription));
                    block.end();
                });
    }

    /**
     * One target or subscription alone, as the topic has it. That its targets are there is not asked: they may follow.
     *
     * @param name what messages call it
     */
    private <T> T alone(String text, String name, Function<Block, Optional<T>> reader) {
        Problems problems = new Problems(name);
        Optional<T> read = new YamlDocument(problems, "a target or a subscription")
                .parse(text)
                .flatMap(node -> new Value(node, "", problems).block())
                .flatMap(reader);
        if (!problems.none()) {
            throw new InvalidSubscriptionsException(problems.sorted());
        }
        return read.orElseThrow();
    }

    static InvalidSubscriptionsException invalid(String name, String message) {
        Problems problems = new Problems(name);
        problems.add(null, "", message);
        return new InvalidSubscriptionsException(problems.sorted());
    }

    TargetDefinition target(String text, String name) {
        return alone(text, name, targets::read);
    }

    Subscription subscription(String text, String name) {
        return alone(text, name, block -> subscriptions.read(block, (value, id) -> {}));
    }

    /** What was read so far, of all files. */
    private final class Reading {

        private record Reference(Value value, String id) {}

        private final List<Problems> problems = new ArrayList<>();
        private final Map<String, TargetDefinition> targetsRead = new LinkedHashMap<>();
        private final Set<String> declared = new LinkedHashSet<>();
        private final Map<String, Subscription> subscriptionsRead = new LinkedHashMap<>();
        private final Map<String, String> texts = new LinkedHashMap<>();
        private final List<Reference> references = new ArrayList<>();

        private Problems in(String file) {
            Problems those = new Problems(file);
            problems.add(those);
            return those;
        }

        private void target(Value item) {
            item.block().ifPresent(block -> {
                // One with mistakes is there all the same for those who name it.
                block.value("id").flatMap(Value::raw).ifPresent(declared::add);
                targets.read(block).ifPresent(target -> {
                    if (targetsRead.putIfAbsent(target.id(), target) != null) {
                        item.fail("has the id " + target.id() + ", as another target; expected an id of its own");
                    }
                    texts.put(SubscriptionKey.target(target.id()), NodeText.of(item.node()));
                });
            });
        }

        private void subscription(Value item) {
            item.block()
                    .flatMap(
                            block -> subscriptions.read(block, (value, id) -> references.add(new Reference(value, id))))
                    .ifPresent(subscription -> {
                        if (subscriptionsRead.putIfAbsent(subscription.name(), subscription) != null) {
                            item.fail("has the name " + subscription.name()
                                    + ", as another subscription; expected a name of its own");
                        }
                        texts.put(SubscriptionKey.subscription(subscription.name()), NodeText.of(item.node()));
                    });
        }

        private SubscriptionFile end() {
            for (Reference reference : references) {
                if (!declared.contains(reference.id())) {
                    String known = declared.isEmpty() ? "none is given" : String.join(", ", declared);
                    reference
                            .value()
                            .fail("is " + reference.id() + ", which is no target here; expected one of: " + known
                                    + Suggestion.among(declared, reference.id()));
                }
            }
            List<YamlProblem> all =
                    problems.stream().flatMap(each -> each.sorted().stream()).toList();
            if (!all.isEmpty()) {
                throw new InvalidSubscriptionsException(all);
            }
            return new SubscriptionFile(
                    Subscriptions.of(subscriptionsRead.values(), targetsRead.values()), Map.copyOf(texts));
        }
    }
}
