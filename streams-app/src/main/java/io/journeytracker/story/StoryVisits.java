package io.journeytracker.story;

import com.google.common.base.Utf8;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryVisit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a story knows of visits: counts that add up, in whatever order they are told. */
final class StoryVisits {

    /** Bytes that the visits of a story take at the most: what touchpoints and moves leave of the 1 MB that a broker takes. */
    static final int ROOM = 24_000;

    /** Bytes that events take, which belong to no visit. */
    static final int EVENTS = 4_000;

    /** When those began: before every visit. */
    private static final long NO_VISIT = Long.MIN_VALUE;

    /** What a visit takes without its texts, and a count without its name. */
    private static final int OF_VISIT = 32;

    private static final int OF_COUNT = 4;

    private StoryVisits() {}

    /** Adds what a part says to the visits of a story or a piece, whose list can be changed. */
    static void add(CustomerStory story, CustomerStory part) {
        story.setVisitsLeftOut(story.getVisitsLeftOut() + part.getVisitsLeftOut());
        part.getVisits().forEach(each -> add(story.getVisits(), each));
    }

    private static void add(List<StoryVisit> visits, StoryVisit more) {
        int place = visits.size();
        while (place > 0 && visits.get(place - 1).getSince() > more.getSince()) {
            place--;
        }
        for (int i = place - 1; i >= 0 && visits.get(i).getSince() == more.getSince(); i--) {
            StoryVisit known = visits.get(i);
            if (isSame(known, more)) {
                add(known.getCounts(), more.getCounts());
                if (known.getCounts().isEmpty()) {
                    visits.remove(i);
                }
                return;
            }
        }
        visits.add(
                place,
                StoryVisit.newBuilder(more)
                        .setCounts(new HashMap<>(more.getCounts()))
                        .build());
    }

    private static boolean isSame(StoryVisit one, StoryVisit other) {
        return one.getStage() == other.getStage()
                && one.getPersona() == other.getPersona()
                && one.getVersion() == other.getVersion()
                && one.getJourney().equals(other.getJourney());
    }

    private static void add(Map<String, Integer> counts, Map<String, Integer> more) {
        more.forEach((key, count) -> counts.merge(key, count, (a, b) -> a + b == 0 ? null : a + b));
    }

    /** Leaves out what there is no room for: visits that began first, but never the last one, and of events the names that came least. */
    static void bound(CustomerStory story) {
        List<StoryVisit> all = story.getVisits();
        int ofEvents = 0;
        while (ofEvents < all.size() && all.get(ofEvents).getSince() == NO_VISIT) {
            ofEvents++;
        }
        List<StoryVisit> visits = all.subList(ofEvents, all.size());
        int room = ROOM;
        int from = visits.size();
        while (from > 0 && room >= size(visits.get(from - 1))) {
            room -= size(visits.get(--from));
        }
        if (from > 0 && from == visits.size()) {
            shorten(visits.subList(--from, visits.size()), ROOM);
        }
        story.setVisitsLeftOut(story.getVisitsLeftOut() + from);
        visits.subList(0, from).clear();
        shorten(all.subList(0, ofEvents), EVENTS);
    }

    private record Named(StoryVisit of, String count, int times) {}

    /** Of single counts, where they are too many, keeps what became of a visit and what came most. */
    private static void shorten(List<StoryVisit> visits, int most) {
        if (visits.stream().mapToInt(StoryVisits::size).sum() <= most) {
            return;
        }
        int room = most;
        List<Named> names = new ArrayList<>();
        for (StoryVisit visit : visits) {
            room -= OF_VISIT + visit.getJourney().length();
            visit.getCounts().forEach((count, times) -> names.add(new Named(visit, count, times)));
        }
        names.sort(Comparator.comparing((Named name) -> name.count().indexOf('|') >= 0)
                .thenComparing(Comparator.comparingInt(Named::times).reversed())
                .thenComparing(Named::count));
        for (Named name : names) {
            room -= size(name.count());
            if (room < 0) {
                name.of().getCounts().remove(name.count());
            }
        }
        visits.removeIf(visit -> visit.getCounts().isEmpty());
    }

    private static int size(StoryVisit visit) {
        int size = OF_VISIT + visit.getJourney().length();
        for (String key : visit.getCounts().keySet()) {
            size += size(key);
        }
        return size;
    }

    private static int size(String count) {
        return OF_COUNT + Utf8.encodedLength(count);
    }
}
