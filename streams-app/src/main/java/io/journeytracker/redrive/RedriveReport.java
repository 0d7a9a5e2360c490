package io.journeytracker.redrive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many letters were sent and left, by reason, and why they were left. */
public final class RedriveReport {

    private static final class Row {
        private long sent;
        private long left;
        private final Map<String, Long> whys = new TreeMap<>();
    }

    private final Map<String, Row> rows = new TreeMap<>();
    private long before;

    void sent(String reason) {
        rows.computeIfAbsent(reason, any -> new Row()).sent++;
    }

    void left(String reason, String why) {
        Row row = rows.computeIfAbsent(reason, any -> new Row());
        row.left++;
        row.whys.merge(why, 1L, Long::sum);
    }

    void sentBefore(long letters) {
        before = letters;
    }

    public long sent() {
        return rows.values().stream().mapToLong(row -> row.sent).sum();
    }

    public long left() {
        return rows.values().stream().mapToLong(row -> row.left).sum();
    }

    /** Letters that an earlier run sent; these are not looked at again. */
    public long sentBefore() {
        return before;
    }

    /** For a terminal. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        String form = "%-" + Math.max(width, "reason".length()) + "s %10s %10s";
        lines.add(String.format(Locale.ROOT, form, "reason", "sent", "left"));
        rows.forEach((reason, row) -> {
            lines.add(String.format(Locale.ROOT, form, reason, row.sent, row.left));
            row.whys.forEach((why, count) -> lines.add(String.format(Locale.ROOT, "    %,d left: %s", count, why)));
        });
        return lines;
    }
}
