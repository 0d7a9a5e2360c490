package io.journeytracker.definition;

import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads stages and the stages inside them; what a parent sets is a default of its leaves. */
final class StageReader {

    private static final int MOST = 64;

    /** What a leaf takes where it says nothing itself. */
    private record Defaults(
            List<String> path,
            Optional<String> owner,
            Optional<Stall> stall,
            List<Churn> churn,
            Optional<Targets> targets) {}

    private final Names names;
    private final TargetsReader targets;
    private final List<Stage> leaves = new ArrayList<>();
    private final List<StageGroup> groups = new ArrayList<>();

    StageReader(Names names) {
        this.names = names;
        this.targets = new TargetsReader(names);
    }

    /** Reads all stages; {@link #leaves} and {@link #groups} then have them. */
    void read(Value value, Optional<String> owner) {
        readAll(value, new Defaults(List.of(), owner, Optional.empty(), List.of(), Optional.empty()));
        limit(value, leaves.size(), "stages");
        limit(value, churnsByEvent(), "churn rules by event");
    }

    private static void limit(Value value, long found, String what) {
        if (found > MOST) {
            value.fail("has " + found + " " + what + "; expected at most " + MOST);
        }
    }

    private long churnsByEvent() {
        return leaves.stream()
                .flatMap(stage -> stage.churn().stream())
                .filter(churn -> churn.event().isPresent())
                .count();
    }

    List<Stage> leaves() {
        return List.copyOf(leaves);
    }

    /** The parents, outermost first. */
    List<StageGroup> groups() {
        return List.copyOf(groups);
    }

    private List<String> readAll(Value value, Defaults defaults) {
        List<Value> items = value.items();
        if (items.isEmpty() && value.isList()) {
            value.fail("is an empty list; expected one stage or more");
        }
        List<String> ids = new ArrayList<>();
        items.forEach(item -> item.block().ifPresent(block -> ids.addAll(readOne(block, defaults))));
        return ids;
    }

    private List<String> readOne(Block block, Defaults outer) {
        boolean leaf = !block.has("stages");
        String id = block.require("id", "an id such as cart", Ids::read).orElse("");
        block.value("id").filter(any -> !id.isEmpty()).ifPresent(value -> names.declare(value, id, leaf));
        String title = block.read("title", Value::text).orElse(id);
        Defaults own = new Defaults(
                outer.path(),
                block.read("owner", Value::text).or(outer::owner),
                block.has("stall") ? block.read("stall", StageReader::stall) : outer.stall(),
                block.value("churn").map(LeavingReader::churns).orElse(outer.churn()),
                block.has("targets") ? block.read("targets", targets::read) : outer.targets());
        List<String> ids = leaf ? leaf(block, id, title, own) : group(block, id, title, own);
        block.end();
        return ids;
    }

    // "stall: none" lets a leaf have none although its parent sets one.
    private static Optional<Stall> stall(Value value) {
        return value.raw().equals(Optional.of("none")) ? Optional.empty() : LeavingReader.stall(value);
    }

    private List<String> leaf(Block block, String id, String title, Defaults own) {
        List<EventRule> enter = block.value("enter").map(StageReader::enter).orElse(List.of());
        leaves.add(new Stage(id, title, own.owner(), own.path(), enter, own.stall(), own.churn(), own.targets()));
        return List.of(id);
    }

    private static List<EventRule> enter(Value value) {
        List<Value> items = value.itemsOrOne();
        if (items.isEmpty()) {
            value.fail("is an empty list; expected one rule or more");
        }
        return items.stream()
                .flatMap(item -> item.block().stream())
                .map(block -> {
                    EventRule rule = RuleReader.require(block);
                    block.end();
                    return rule;
                })
                .toList();
    }

    private List<String> group(Block block, String id, String title, Defaults own) {
        if (block.has("enter")) {
            block.problem("enter", "cannot be where a stage has stages; expected it in the stages inside");
        }
        List<String> path = new ArrayList<>(own.path());
        path.add(id);
        int position = groups.size();
        Defaults inner = new Defaults(List.copyOf(path), own.owner(), own.stall(), own.churn(), own.targets());
        List<String> ids =
                block.value("stages").map(value -> readAll(value, inner)).orElse(List.of());
        groups.add(position, new StageGroup(id, title, own.owner(), own.path(), List.copyOf(ids), own.targets()));
        return ids;
    }
}
