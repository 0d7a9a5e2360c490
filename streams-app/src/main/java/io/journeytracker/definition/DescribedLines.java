package io.journeytracker.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Lines of a description: headings, things with a title, and what is said of each; nothing where nothing is said. */
final class DescribedLines {

    private static final int WORDS_BEGIN = 18;

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    DescribedLines heading(String text) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(text);
        return this;
    }

    /** @param depth of the thing among others of its kind, from 0 */
    DescribedLines thing(int depth, String id, String title, String more) {
        lines.add("  ".repeat(depth + 1) + id + (title.equals(id) ? "" : ": " + title) + more);
        return this;
    }

    /** @param depth of the thing that it is said of, -1: of the whole map */
    DescribedLines say(int depth, String what, String text) {
        String before = "  ".repeat(depth + 2) + what;
        lines.add(before + " ".repeat(Math.max(1, WORDS_BEGIN + 2 * Math.max(0, depth) - before.length())) + text);
        return this;
    }

    DescribedLines say(int depth, String what, Optional<String> text) {
        text.ifPresent(words -> say(depth, what, words));
        return this;
    }

    DescribedLines say(int depth, String what, Collection<String> texts) {
        return texts.isEmpty() ? this : say(depth, what, String.join(", ", texts));
    }
}
