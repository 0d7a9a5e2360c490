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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;

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
        return edit(text, name, (node, block) -> reader.apply(block)).value();
    }

    private <T> Edit<T> edit(String text, String name, BiFunction<Node, Block, Optional<T>> reader) {
        Problems problems = new Problems(name);
        Optional<Edit<T>> read = new YamlDocument(problems, "a group of keys")
                .parse(text)
                .flatMap(node -> new Value(node, "", problems)
                        .block()
                        .flatMap(block -> reader.apply(node, block))
                        .map(value -> new Edit<>(value, NodeText.of(node))));
        if (!problems.none()) {
            throw new InvalidSubscriptionsException(problems.sorted());
        }
        return read.orElseThrow();
    }

    /**
     * A subscription that somebody wants to write.
     *
     * @param body YAML, or JSON, which is YAML too
     * @param name that it must have; empty: any
     * @param targets that there are
     * @throws InvalidSubscriptionsException that tells everything that is wrong
     */
    public Edit<Subscription> subscription(String body, Optional<String> name, Set<String> targets) {
        return edit(body, "body", (node, block) -> subscriptions
                .read(block, (value, id) -> known(value, id, targets))
                .filter(read -> named(block, "name", read.name(), name)));
    }

    /** A target that somebody wants to write; as {@link #subscription(String, Optional, Set)}. */
    public Edit<TargetDefinition> target(String body, Optional<String> id) {
        return edit(
                body, "body", (node, block) -> targets.read(block).filter(read -> named(block, "id", read.id(), id)));
    }

    private static boolean named(Block block, String key, String is, Optional<String> expected) {
        if (expected.isPresent() && !expected.get().equals(is)) {
            block.problem(key, "is " + is + "; expected " + expected.get() + ", as the path says");
            return false;
        }
        return true;
    }

    /**
     * A silence that somebody wants.
     *
     * @param body YAML, or JSON, which is YAML too: author, reason, what, until or for, and from
     * @param id that it gets
     * @param author who asks, where that is known; empty: the body says it
     * @throws InvalidSubscriptionsException that tells everything that is wrong
     */
    public Edit<Silence> silence(String body, String id, Instant now, Optional<String> author) {
        String[] what = new String[1];
        Silence silence = edit(body, "body", (node, block) -> {
                    Optional<Silence> read = SilenceReader.asked(block, id, now, author);
                    block.value("what").ifPresent(value -> what[0] = NodeText.of(value.node()));
                    return read;
                })
                .value();
        return silence(silence, what[0]);
    }

    /** The same silence, over at that time. */
    public static Edit<Silence> ended(Silence silence, Written written, Instant now) {
        Silence ended =
                new Silence(silence.id(), silence.author(), silence.reason(), silence.from(), now, silence.what());
        return silence(ended, written.json().get("what").toString());
    }

    /** @param what as it was written */
    private static Edit<Silence> silence(Silence s, String what) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("id", s.id());
        keys.put("author", s.author());
        keys.put("reason", s.reason());
        keys.put("from", s.from());
        keys.put("until", s.until());
        StringBuilder text = new StringBuilder("{");
        keys.forEach((key, value) -> text.append(NodeText.quoted(key))
                .append(": ")
                .append(NodeText.quoted(value.toString()))
                .append(", "));
        return new Edit<>(s, text + "\"what\": " + what + "}");
    }

    private static void known(Value value, String id, Set<String> declared) {
        if (!declared.contains(id)) {
            String known = declared.isEmpty() ? "none is given" : String.join(", ", declared);
            value.fail("is " + id + ", which is no target here; expected one of: " + known
                    + Suggestion.among(declared, id));
        }
    }

    static InvalidSubscriptionsException invalid(String name, String message) {
        Problems problems = new Problems(name);
        problems.add(null, "", message);
        return new InvalidSubscriptionsException(problems.sorted());
    }

    TargetDefinition target(String text, String name) {
        return alone(text, name, targets::read);
    }

    Silence silence(String text, String name) {
        return alone(text, name, SilenceReader::kept);
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
            references.forEach(reference -> known(reference.value(), reference.id(), declared));
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
