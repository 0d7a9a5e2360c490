package io.journeytracker.identity;

import io.journeytracker.topic.CustomerId;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Problems;
import io.journeytracker.yaml.Value;
import io.journeytracker.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a file of identity rules, in the language of docs/identity.md: all of it, or everything that is wrong at once. */
public final class IdentityRulesReader {

    private static final String MOST_EXPECTED = "a whole number from 1 to 1000";
    private static final String KIND_EXPECTED = "1 to 32 small letters, digits, dashes, beginning with a letter";
    private static final int MOST_KINDS = 20;
    private static final int LONGEST_VALUE = 512;

    /** @throws InvalidIdentityRulesException that tells everything that is wrong */
    public IdentityRules read(Path file) {
        Problems problems = new Problems(file.toString());
        try {
            return read(Files.readString(file), problems);
        } catch (NoSuchFileException missing) {
            problems.add(null, "", "does not exist; expected identity rules, as docs/identity.md describes them");
        } catch (IOException unreadable) {
            problems.add(null, "", "cannot be read: " + unreadable.getMessage() + "; expected a file in UTF-8");
        }
        throw new InvalidIdentityRulesException(problems.sorted());
    }

    /**
     * Reads rules from text.
     *
     * @param name what messages call it
     * @throws InvalidIdentityRulesException that tells everything that is wrong
     */
    public IdentityRules read(String yaml, String name) {
        return read(yaml, new Problems(name));
    }

    private static IdentityRules read(String yaml, Problems problems) {
        Optional<IdentityRules> rules = new YamlDocument(problems, "identity rules, with kinds, blocked or shared,")
                .parse(yaml)
                .flatMap(node -> new Value(node, "", problems).block())
                .map(IdentityRulesReader::rules);
        if (problems.none()) {
            return rules.orElseThrow();
        }
        throw new InvalidIdentityRulesException(problems.sorted());
    }

    private static IdentityRules rules(Block block) {
        List<KindRule> kinds =
                block.value("kinds").map(IdentityRulesReader::kinds).orElse(IdentityRules.USUAL.kinds());
        Set<String> blocked = new HashSet<>(IdentityRules.NEVER);
        block.value("blocked").ifPresent(value -> blocked.addAll(values(value)));
        Set<String> shared = new HashSet<>();
        block.value("shared").ifPresent(value -> shared.addAll(values(value)));
        block.end();
        return new IdentityRules(kinds, blocked, shared);
    }

    private static List<KindRule> kinds(Value value) {
        List<KindRule> kinds = new ArrayList<>();
        Set<String> names = new HashSet<>();
        value.items().forEach(item -> item.block().ifPresent(each -> {
            Optional<String> kind = each.require("kind", KIND_EXPECTED, name -> name(name, names));
            Optional<Integer> most = each.require("most", MOST_EXPECTED, IdentityRulesReader::most);
            each.end();
            kind.ifPresent(name -> kinds.add(new KindRule(name, most.orElse(1))));
        }));
        if (names.size() > MOST_KINDS) {
            value.fail("has " + names.size() + " kinds; expected at most " + MOST_KINDS);
        }
        if (!names.contains(CustomerId.USER)) {
            value.fail("does not name the kind user; expected it, by its rank");
        }
        return kinds;
    }

    private static Optional<String> name(Value value, Set<String> names) {
        return value.written(KIND_EXPECTED).flatMap(name -> {
            if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
                return value.fail("is " + name + "; expected " + KIND_EXPECTED);
            }
            return names.add(name) ? Optional.of(name) : value.fail("is given twice; expected each kind once");
        });
    }

    private static Optional<Integer> most(Value value) {
        return value.written(MOST_EXPECTED)
                .flatMap(text -> text.matches("[1-9][0-9]{0,2}|1000")
                        ? Optional.of(Integer.parseInt(text))
                        : value.fail("is " + text + "; expected " + MOST_EXPECTED));
    }

    /** Numbers too are values here. */
    private static List<String> values(Value list) {
        List<String> values = new ArrayList<>();
        for (Value item : list.itemsOrOne()) {
            item.written("an identifier's value")
                    .filter(text -> !text.isBlank() && text.length() <= LONGEST_VALUE)
                    .ifPresentOrElse(
                            text -> values.add(text.strip()),
                            () -> item.fail("is no value; expected 1 to " + LONGEST_VALUE + " characters"));
        }
        return values;
    }
}
