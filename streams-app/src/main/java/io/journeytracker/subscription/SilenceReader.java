package io.journeytracker.subscription;

import io.journeytracker.definition.Durations;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads one silence: as somebody asks for it, or as the topic has it. */
final class SilenceReader {

    static final Duration LONGEST = Duration.ofDays(90);

    private static final int LONGEST_AUTHOR = 200;
    private static final int LONGEST_REASON = 1_000;
    private static final String TIME_EXPECTED = "a moment such as 2026-03-02T09:00:00Z";

    private SilenceReader() {}

    /** As the topic has it. */
    static Optional<Silence> kept(Block block) {
        return read(
                block,
                block.require("id", "an id of its own", Value::text),
                block.require("from", TIME_EXPECTED, SilenceReader::time),
                said(block));
    }

    /**
     * As somebody asks for it.
     *
     * @param id that it gets
     * @param now when it begins unless it says otherwise; it has to end later
     * @param author who asks, where that is known; empty: the block says it
     */
    static Optional<Silence> asked(Block block, String id, Instant now, Optional<String> author) {
        Instant from = block.read("from", SilenceReader::time).orElse(now);
        Optional<String> by = author.isPresent() ? known(block, author.get()) : said(block);
        return read(block, Optional.of(id), Optional.of(from), by).filter(silence -> ends(block, silence, now));
    }

    private static Optional<String> said(Block block) {
        return block.require("author", "who wants it so", value -> value.text(LONGEST_AUTHOR));
    }

    /** Nobody speaks for somebody else. */
    private static Optional<String> known(Block block, String author) {
        Optional<String> other =
                block.read("author", value -> value.text(LONGEST_AUTHOR)).filter(name -> !name.equals(author));
        if (other.isPresent()) {
            block.problem("author", "is " + other.get() + "; you are " + author + " here: leave it out");
            return Optional.empty();
        }
        return Optional.of(author);
    }

    private static boolean ends(Block block, Silence silence, Instant now) {
        String key = block.has("for") ? "for" : "until";
        if (!silence.until().isAfter(now) || !silence.until().isAfter(silence.from())) {
            block.problem(key, "is over before it begins; expected a later end");
            return false;
        }
        if (Duration.between(now, silence.until()).compareTo(LONGEST) > 0) {
            block.problem(key, "is more than 90 days from now; expected an earlier end");
            return false;
        }
        return true;
    }

    private static Optional<Silence> read(
            Block block, Optional<String> id, Optional<Instant> from, Optional<String> author) {
        Optional<String> reason = block.require("reason", "why, for others", value -> value.text(LONGEST_REASON));
        Optional<Instant> until = until(block, from);
        Optional<Selection> what = block.require("what", "which alerts, as in a subscription", value -> value.block())
                .map(SubscriptionReader::selection)
                .flatMap(selection -> some(block, selection));
        block.end();
        if (id.isEmpty()
                || author.isEmpty()
                || reason.isEmpty()
                || from.isEmpty()
                || until.isEmpty()
                || what.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Silence(id.get(), author.get(), reason.get(), from.get(), until.get(), what.get()));
    }

    private static Optional<Instant> until(Block block, Optional<Instant> from) {
        Optional<Value> lasts = block.value("for");
        if (lasts.isPresent() && !block.has("until")) {
            return lasts.flatMap(Durations::positive).flatMap(time -> from.map(begin -> begin.plus(time)));
        }
        if (lasts.isPresent()) {
            block.problem("for", "is given beside until; expected one of both");
        }
        return block.require("until", TIME_EXPECTED + ", or for: a duration such as 2h", SilenceReader::time);
    }

    /** All alerts of all teams is what nobody means. */
    private static Optional<Selection> some(Block block, Selection selection) {
        if (selection.equals(Selection.ALL)) {
            block.problem("what", "names nothing; expected at least one key");
            return Optional.empty();
        }
        return Optional.of(selection);
    }

    private static Optional<Instant> time(Value value) {
        return value.written(TIME_EXPECTED).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException noTime) {
                return value.fail("is " + text + "; expected " + TIME_EXPECTED);
            }
        });
    }
}
