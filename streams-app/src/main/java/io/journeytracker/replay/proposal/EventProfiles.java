package io.journeytracker.replay.proposal;

import io.journeytracker.log.LogRow;
import io.journeytracker.log.sort.LogCursor;
import io.journeytracker.log.sort.SortedLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The profiles of a log's commonest events. */
final class EventProfiles {

    private static final int MOST_EVENTS = 40;

    private static final class Walk {

        private final Map<EventProfile, Integer> firsts = new LinkedHashMap<>();
        private int touchpoints;
        private long lastTime;
        private EventProfile last;
    }

    private final Map<String, EventProfile> profiles = new HashMap<>();
    private final Map<String, Walk> walks = new HashMap<>();

    EventProfiles(SortedLog log) {
        Set<String> common = new HashSet<>();
        log.events().commonest(MOST_EVENTS).forEach(count -> common.add(count.event()));
        common.forEach(event -> profiles.put(event, new EventProfile(event)));
        try (LogCursor cursor = log.cursor()) {
            for (LogRow row = cursor.next(); row != null; row = cursor.next()) {
                note(row);
            }
        }
        for (Walk walk : walks.values()) {
            int steps = Math.max(1, walk.touchpoints - 1);
            walk.firsts.forEach((profile, first) -> profile.firstDone((double) first / steps));
        }
    }

    private void note(LogRow row) {
        Walk walk = walks.computeIfAbsent(row.customer(), customer -> new Walk());
        if (walk.last != null) {
            walk.last.followedAfter(row.time() - walk.lastTime);
        }
        EventProfile profile = profiles.get(row.touchpoint().getEvent());
        if (profile != null) {
            walk.firsts.putIfAbsent(profile, walk.touchpoints);
        }
        walk.last = profile;
        walk.lastTime = row.time();
        walk.touchpoints++;
    }

    long customers() {
        return walks.size();
    }

    List<EventProfile> all() {
        return List.copyOf(profiles.values());
    }
}
