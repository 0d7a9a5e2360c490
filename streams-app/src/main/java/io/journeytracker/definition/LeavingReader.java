package io.journeytracker.definition;

import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how customers get stuck and leave: stalls, churn, exits, and how they begin anew. */
final class LeavingReader {

    private LeavingReader() {}

    static Optional<Stall> stall(Value value) {
        return value.block().map(block -> {
            Optional<Duration> after = block.require("after", "a duration such as 30m", Durations::positive);
            Optional<Stall.Clock> clock = block.read("clock", word -> word.choice(Stall.Clock.class));
            Optional<Stall.Resets> resets = block.read("resets", word -> word.choice(Stall.Resets.class));
            Optional<Severity> severity = block.read("severity", word -> word.choice(Severity.class));
            if (resets.isPresent() && clock.equals(Optional.of(Stall.Clock.STAGE))) {
                block.problem("resets", "has no meaning with clock: stage; expected one of them only");
            }
            block.end();
            return new Stall(
                    after.orElse(Duration.ZERO),
                    clock.orElse(Stall.Clock.ACTIVITY),
                    resets.orElse(Stall.Resets.ANY),
                    severity.orElse(Severity.WARNING));
        });
    }

    static List<Churn> churns(Value value) {
        Set<String> ids = new HashSet<>();
        return value.itemsOrOne().stream()
                .flatMap(item -> item.block().stream())
                .map(block -> churn(block, ids))
                .toList();
    }

    private static Churn churn(Block block, Set<String> ids) {
        Optional<String> id = id(block, ids);
        boolean silent = block.has("silent");
        boolean event = RuleReader.isIn(block);
        if (silent == event) {
            block.problem((silent ? "has both silent and an event" : "has neither silent nor an event")
                    + "; expected exactly one of them");
        }
        Churn churn = new Churn(
                id.orElse(""),
                block.read("silent", Durations::positive),
                event ? Optional.of(RuleReader.read(block)) : Optional.empty(),
                block.read("feeling", word -> word.choice(Feeling.class)),
                block.read("severity", word -> word.choice(Severity.class)).orElse(Severity.WARNING));
        block.end();
        return churn;
    }

    static List<Exit> exits(Value value) {
        Set<String> ids = new HashSet<>();
        return value.items().stream()
                .flatMap(item -> item.block().stream())
                .map(block -> exit(block, ids))
                .toList();
    }

    private static Exit exit(Block block, Set<String> ids) {
        Optional<String> id = id(block, ids);
        EventRule rule = RuleReader.require(block);
        Optional<Feeling> feeling = block.read("feeling", word -> word.choice(Feeling.class));
        block.end();
        return new Exit(id.orElse(""), rule, feeling);
    }

    static Optional<Reentry> reentry(Value value) {
        return value.block().map(block -> {
            EventRule rule = RuleReader.require(block);
            Optional<Duration> after = block.read("after", Durations::read);
            block.end();
            return new Reentry(rule, after.orElse(Duration.ZERO));
        });
    }

    /** The block's id, which no other block of its list may have. */
    static Optional<String> id(Block block, Set<String> taken) {
        Optional<String> id = block.require("id", "an id such as cart", Ids::read);
        id.filter(name -> !taken.add(name))
                .ifPresent(name -> block.problem("id", "is " + name + " a second time; expected an id of its own"));
        return id;
    }
}
