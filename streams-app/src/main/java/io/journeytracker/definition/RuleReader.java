package io.journeytracker.definition;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.TouchpointClass;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import java.util.List;

/** Reads event rules. Their keys stand beside other keys of what they belong to. */
final class RuleReader {

    private static final List<String> KEYS = List.of("event", "channel", "class", "contact", "source", "when");
    private static final int LONGEST_EVENT = 256;
    private static final int LONGEST_WORD = 64;

    private RuleReader() {}

    /** True where the block has any key of a rule. */
    static boolean isIn(Block block) {
        return KEYS.stream().filter(block::has).count() > 0;
    }

    /** A rule that must be there. */
    static EventRule require(Block block) {
        if (!isIn(block)) {
            block.problem("says nothing of the touchpoint; expected at least one of " + String.join(", ", KEYS));
        }
        return read(block);
    }

    static EventRule read(Block block) {
        return new EventRule(
                block.value("event").map(RuleReader::events).orElse(List.of()),
                block.read("channel", value -> value.text(LONGEST_WORD)),
                block.read(
                        "class", value -> value.choice(TouchpointClass.class, any -> any != TouchpointClass.UNKNOWN)),
                block.read("contact", value -> value.choice(Contact.class, any -> any != Contact.UNKNOWN)),
                block.read("source", value -> value.text(LONGEST_EVENT)),
                block.read("when", ConditionReader::condition));
    }

    private static List<String> events(Value value) {
        List<Value> items = value.itemsOrOne();
        if (items.isEmpty()) {
            value.fail("is an empty list; expected one event name or more");
        }
        return items.stream()
                .flatMap(item -> item.text(LONGEST_EVENT).stream())
                .distinct()
                .toList();
    }
}
