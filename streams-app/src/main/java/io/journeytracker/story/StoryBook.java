package io.journeytracker.story;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryMove;
import io.journeytracker.schema.StoryTouchpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The rules of a story: the first touchpoints and the last ones, and the last things that happened on journeys. In whatever order
 * its parts arrive, the story that comes of them is the same.
 */
final class StoryBook {

    /** Touchpoints that are kept from the beginning: how it all began is never forgotten. */
    static final int FIRST = 20;

    /** Touchpoints that are kept from the end. */
    static final int LAST = 500;

    /** Things that happened on journeys, from the end. */
    static final int MOVES = 500;

    private static final Comparator<StoryTouchpoint> BY_TIME = Comparator.comparingLong(StoryTouchpoint::getTime)
            .thenComparingLong(StoryTouchpoint::getOrder)
            .thenComparingLong(StoryTouchpoint::getId);

    private static final Comparator<StoryMove> AS_TOLD = Comparator.comparingLong(StoryMove::getAt)
            .thenComparingInt(StoryMove::getPlace)
            .thenComparing(StoryMove::getId);

    private StoryBook() {}

    /** Adds a part to a story, whose lists can be changed. */
    static void add(CustomerStory story, CustomerStory part) {
        story.setLeftOut(story.getLeftOut() + part.getLeftOut());
        story.setMovesLeftOut(story.getMovesLeftOut() + part.getMovesLeftOut());
        part.getTouchpoints().forEach(each -> add(story, each));
        part.getMoves().forEach(each -> add(story, each));
    }

    private static void add(CustomerStory story, StoryTouchpoint touchpoint) {
        List<StoryTouchpoint> kept = story.getTouchpoints();
        int found = Collections.binarySearch(kept, touchpoint, BY_TIME);
        if (found >= 0) {
            return;
        }
        kept.add(-found - 1, touchpoint);
        if (kept.size() > FIRST + LAST) {
            // Whatever else may come, this one is neither among the first nor among the last any more.
            kept.remove(FIRST);
            story.setLeftOut(story.getLeftOut() + 1);
        }
    }

    private static void add(CustomerStory story, StoryMove move) {
        List<StoryMove> kept = story.getMoves();
        if (move.getRetracted()) {
            kept.removeIf(each -> each.getId().equals(move.getId()));
            return;
        }
        int found = Collections.binarySearch(kept, move, AS_TOLD);
        if (found >= 0) {
            return;
        }
        kept.add(-found - 1, move);
        if (kept.size() > MOVES) {
            kept.remove(0);
            story.setMovesLeftOut(story.getMovesLeftOut() + 1);
        }
    }

    /** A story that says what the part says, and can be added to. */
    static CustomerStory of(CustomerStory part) {
        CustomerStory story = CustomerStory.newBuilder()
                .setKind(part.getKind())
                .setTouchpoints(new ArrayList<>())
                .setMoves(new ArrayList<>())
                .build();
        add(story, part);
        return story;
    }
}
