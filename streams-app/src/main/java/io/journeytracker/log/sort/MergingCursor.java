package io.journeytracker.log.sort;

import io.journeytracker.log.LogRow;
import java.util.List;
import java.util.PriorityQueue;

/** Merges sorted cursors into one. Rows of one time are told apart by their place in the file, which is unique. */
final class MergingCursor implements LogCursor {

    private record Head(LogRow row, LogCursor rest) implements Comparable<Head> {

        @Override
        public int compareTo(Head that) {
            int byTime = Long.compare(row.time(), that.row.time());
            return byTime != 0 ? byTime : Long.compare(row.order(), that.row.order());
        }
    }

    private final List<LogCursor> cursors;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();

    MergingCursor(List<LogCursor> cursors) {
        this.cursors = cursors;
        cursors.forEach(this::push);
    }

    private void push(LogCursor cursor) {
        LogRow row = cursor.next();
        if (row != null) {
            heads.add(new Head(row, cursor));
        }
    }

    @Override
    public LogRow next() {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        push(head.rest());
        return head.row();
    }

    @Override
    public void close() {
        cursors.forEach(LogCursor::close);
    }
}
