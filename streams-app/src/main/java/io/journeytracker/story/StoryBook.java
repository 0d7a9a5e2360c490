package io.journeytracker.story;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryKind;
import io.journeytracker.schema.StoryMove;
import io.journeytracker.schema.StoryTouchpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a story: the first touchpoints and the last ones, and the last things that happened on journeys. In whatever order
 * its parts arrive, the story that comes of them is the same.
 */
public final class StoryBook {

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
        StoryVisits.add(story, part);
        StoryVisits.bound(story);
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

    /** A story of which nothing was told yet. */
    static CustomerStory empty() {
        return CustomerStory.newBuilder()
                .setKind(StoryKind.PART)
                .setTouchpoints(new ArrayList<>())
                .setMoves(new ArrayList<>())
                .setVisits(new ArrayList<>())
                .build();
    }

    /**
     * The story that pieces make.
     *
     * @param pieces in the order in which they were told
     * @return empty: there are none, or somebody else's story it is
     */
    public static Optional<CustomerStory> of(Collection<CustomerStory> pieces) {
        if (pieces.stream().noneMatch(piece -> piece.getKind() == StoryKind.PART)) {
            return Optional.empty();
        }
        CustomerStory story = empty();
        pieces.stream().filter(piece -> piece.getKind() == StoryKind.PART).forEach(piece -> add(story, piece));
        return Optional.of(story);
    }

    /** Puts a part behind what a piece says, as it was told: what it takes back may stand in an earlier piece. */
    static void append(CustomerStory piece, CustomerStory part) {
        piece.setLeftOut(piece.getLeftOut() + part.getLeftOut());
        piece.setMovesLeftOut(piece.getMovesLeftOut() + part.getMovesLeftOut());
        piece.getTouchpoints().addAll(part.getTouchpoints());
        StoryVisits.add(piece, part);
        for (StoryMove move : part.getMoves()) {
            boolean saidHere = move.getRetracted()
                    && piece.getMoves()
                            .removeIf(
                                    each -> !each.getRetracted() && each.getId().equals(move.getId()));
            if (!saidHere) {
                piece.getMoves().add(move);
            }
        }
    }
}
