package io.journeytracker.story;

import com.google.common.base.Utf8;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryVisit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a story knows of visits: counts that add up, in whatever order they are told. */
final class StoryVisits {

    /** Bytes that the visits of a story take at the most: what touchpoints and moves leave of the 1 MB that a broker takes. */
    static final int ROOM = 24_000;

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

    /** Leaves out those that began first where there are more than there is room for. */
    static void bound(CustomerStory story) {
        List<StoryVisit> visits = story.getVisits();
        int room = ROOM;
        int kept = visits.size();
        while (kept > 0 && room >= size(visits.get(kept - 1))) {
            room -= size(visits.get(--kept));
        }
        if (kept > 0) {
            visits.subList(0, kept).clear();
            story.setVisitsLeftOut(story.getVisitsLeftOut() + kept);
        }
    }

    private static int size(StoryVisit visit) {
        int size = OF_VISIT + visit.getJourney().length();
        for (String key : visit.getCounts().keySet()) {
            size += OF_COUNT + Utf8.encodedLength(key);
        }
        return size;
    }
}
