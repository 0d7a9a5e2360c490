package io.journeytracker.journey;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.schema.StoryKind;
import io.journeytracker.schema.StoryMove;
import io.journeytracker.schema.StoryTouchpoint;
import io.journeytracker.schema.StoryVisit;
import io.journeytracker.schema.Touchpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What customers' stories are told: each touchpoint as it was folded, with what happened by it. Used by one thread. */
final class StoryParts {

    /** Characters; all of them together so few that the longest story there can be is less than what a broker takes, 1 MB. */
    private static final int LONGEST_EVENT = 120;

    private static final int LONGEST_PAGE = 120;
    private static final int LONGEST_COMMENT = 160;
    private static final int LONGEST_WORD = 32;
    /** As the intake calls it. */
    private static final String PAGE = "page_path";

    private final StoredRecords<CustomerStory> records = new StoredRecords<>(CustomerStory.class);

    /**
     * @param touchpoint that made it happen, null: time did
     * @param visits how what is counted of them changed
     * @return null where there is nothing to tell
     */
    byte[] happened(TouchpointRecord touchpoint, List<JourneyTransition> transitions, List<StoryVisit> visits) {
        if (touchpoint == null && transitions.isEmpty() && visits.isEmpty()) {
            return null;
        }
        List<StoryMove> moves = new ArrayList<>(transitions.size());
        for (JourneyTransition transition : transitions) {
            moves.add(move(transition, moves.size()));
        }
        CustomerStory part = part(StoryKind.PART, "");
        part.setTouchpoints(touchpoint == null ? List.of() : List.of(told(touchpoint)));
        part.setMoves(moves);
        part.setVisits(visits);
        return records.encode(part);
    }

    /** The customer's journeys were forgotten. */
    byte[] forgotten() {
        return records.encode(part(StoryKind.FORGOTTEN, ""));
    }

    /** Everything that was told of the customer is taken back. */
    byte[] withdrawn(Withdrawal why) {
        return records.encode(why.merged() ? part(StoryKind.JOINED, why.mergedInto()) : part(StoryKind.ERASED, ""));
    }

    private static CustomerStory part(StoryKind kind, String other) {
        return new CustomerStory(kind, other, List.of(), 0L, List.of(), 0L, List.of(), 0L);
    }

    private static StoryTouchpoint told(TouchpointRecord record) {
        Touchpoint touchpoint = record.touchpoint();
        Object page = touchpoint.getProperties().get(PAGE);
        return new StoryTouchpoint(
                record.time(),
                record.order(),
                record.id(),
                cut(touchpoint.getEvent(), LONGEST_EVENT),
                cut(touchpoint.getChannel(), LONGEST_WORD),
                page instanceof String path ? cut(path, LONGEST_PAGE) : null,
                touchpoint.getSentiment(),
                cut(touchpoint.getComment(), LONGEST_COMMENT),
                touchpoint.getValue(),
                cut(touchpoint.getCurrency(), LONGEST_WORD),
                cut(touchpoint.getSource(), LONGEST_WORD));
    }

    private static StoryMove move(JourneyTransition transition, int place) {
        return new StoryMove(
                transition.getId(),
                transition.getAt(),
                place,
                transition.getKind().name().toLowerCase(Locale.ROOT),
                transition.getJourney(),
                transition.getStage(),
                transition.getFrom(),
                transition.getRule(),
                transition.getRetracted());
    }

    /** Not in the middle of a character. */
    private static String cut(String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
