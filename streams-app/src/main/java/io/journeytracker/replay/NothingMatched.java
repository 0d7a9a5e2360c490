package io.journeytracker.replay;

import io.journeytracker.log.sort.EventCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the user hears of a replay in which no row matched any stage. Exit code 2. */
public final class NothingMatched {

    private static final int MOST_EVENTS = 20;

    private NothingMatched() {}

    /** Lines for the terminal: the log's commonest events, and the way to a map that fits. */
    public static List<String> message(Path log, Path map, EventCounts events) {
        List<String> lines = new ArrayList<>();
        lines.add("no row of " + log + " matches a stage of " + map + "; event names are compared exactly.");
        lines.add("Its commonest events (of " + events.size() + "):");
        for (EventCounts.Count count : events.commonest(MOST_EVENTS)) {
            lines.add(String.format("%10d  %s", count.rows(), count.event()));
        }
        lines.add("To begin with a map proposed from the log: ./journey init --from " + log
                + ", with the same options for its columns");
        return lines;
    }
}
