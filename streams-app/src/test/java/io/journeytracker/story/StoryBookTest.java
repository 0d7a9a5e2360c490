package io.journeytracker.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryKind;
import io.journeytracker.schema.StoryMove;
import io.journeytracker.schema.StoryTouchpoint;
import io.journeytracker.schema.StoryVisit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How it began and how it goes on is kept, in whatever order it was told. */
class StoryBookTest {

    private static final int ALL = 700;

    static StoryTouchpoint touchpoint(long time) {
        return new StoryTouchpoint(time, 0L, time, "e" + time, null, null, null, null, null, null, "");
    }

    static StoryMove move(String id, long at, boolean retracted) {
        return new StoryMove(id, at, 0, "advanced", "shop", "cart", null, null, retracted);
    }

    static CustomerStory part(List<StoryTouchpoint> touchpoints, List<StoryMove> moves) {
        return new CustomerStory(StoryKind.PART, "", touchpoints, 0L, moves, 0L, List.of(), 0L);
    }

    private static List<Long> times(CustomerStory story) {
        return story.getTouchpoints().stream().map(StoryTouchpoint::getTime).toList();
    }

    @Test
    void theFirstAndTheLastTouchpointsAreKeptInWhateverOrderAndByWhateverPartsTheyCome() {
        List<Long> expected = Stream.iterate(0L, time -> time + 1)
                .limit(ALL)
                .filter(time -> time < StoryBook.FIRST || time >= ALL - StoryBook.LAST)
                .toList();
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Long> order = new ArrayList<>(
                    Stream.iterate(0L, time -> time + 1).limit(ALL).toList());
            Collections.shuffle(order, random);
            CustomerStory one =
                    StoryBook.of(List.of(part(List.of(), List.of()))).orElseThrow();
            CustomerStory other =
                    StoryBook.of(List.of(part(List.of(), List.of()))).orElseThrow();
            for (long time : order) {
                StoryBook.add(random.nextBoolean() ? one : other, part(List.of(touchpoint(time)), List.of()));
            }
            StoryBook.add(one, other);
            assertThat(times(one)).as("seed %d", seed).isEqualTo(expected);
            assertThat(one.getLeftOut()).as("seed %d", seed).isEqualTo(ALL - StoryBook.FIRST - StoryBook.LAST);
        }
    }

    @Test
    void theSameTouchpointCountsOnce() {
        CustomerStory story =
                StoryBook.of(List.of(part(List.of(touchpoint(5)), List.of()))).orElseThrow();
        StoryBook.add(story, part(List.of(touchpoint(5)), List.of()));
        assertThat(times(story)).containsExactly(5L);
    }

    @Test
    void whatIsTakenBackIsNoPartOfTheStory() {
        CustomerStory story = StoryBook.of(
                        List.of(part(List.of(), List.of(move("a", 10, false), move("b", 20, false)))))
                .orElseThrow();
        StoryBook.add(story, part(List.of(), List.of(move("a", 10, true), move("c", 5, false))));
        assertThat(story.getMoves()).extracting(StoryMove::getId).containsExactly("c", "b");
    }

    private static StoryVisit visit(long since, String count, int by) {
        return new StoryVisit("shop", 1, 0, -1, since, Map.of(count, by));
    }

    private static CustomerStory counted(StoryVisit... visits) {
        return new CustomerStory(StoryKind.PART, "", List.of(), 0L, List.of(), 0L, List.of(visits), 0L);
    }

    @Test
    void countsOfVisitsAddUpInWhateverOrderAndPiecesTheyAreTold() {
        List<CustomerStory> parts = new ArrayList<>(List.of(
                counted(visit(10, "entered", 1)),
                counted(visit(10, "touchpoint|page|web", 1), visit(20, "entered", 1)),
                counted(visit(10, "touchpoint|page|web", 1)),
                counted(visit(20, "entered", -1)),
                counted(visit(10, "advanced", 1))));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(parts, new Random(seed));
            CustomerStory piece = StoryBook.empty();
            parts.subList(0, 3).forEach(part -> StoryBook.append(piece, part));
            List<CustomerStory> pieces = new ArrayList<>(parts.subList(3, parts.size()));
            pieces.add(0, piece);
            assertThat(StoryBook.of(pieces).orElseThrow().getVisits())
                    .as("seed %d", seed)
                    .containsExactly(new StoryVisit(
                            "shop", 1, 0, -1, 10L, Map.of("entered", 1, "advanced", 1, "touchpoint|page|web", 2)));
        }
    }

    @Test
    void theVisitsThatBeganLastAreKept() {
        CustomerStory story = StoryBook.empty();
        for (int i = 999; i >= 0; i--) {
            StoryBook.add(story, counted(visit(i, "entered", 1)));
        }
        int kept = story.getVisits().size();
        assertThat(kept).isBetween(100, 999);
        assertThat(story.getVisits().get(0).getSince()).isEqualTo(1000 - kept);
        assertThat(story.getVisitsLeftOut()).isEqualTo(1000 - kept);
        assertThat(new StoryCodec().encode(story)).hasSizeLessThan(StoryVisits.ROOM);
    }

    @Test
    void eventsHaveARoomOfTheirOwnAndThoseThatCameMostAreKept() {
        CustomerStory story = StoryBook.empty();
        StoryBook.add(story, counted(visit(1, "entered", 1)));
        for (int i = 0; i < 1_000; i++) {
            StoryBook.add(story, counted(visit(Long.MIN_VALUE, "unnamed|Scrolled", 1)));
            StoryBook.add(story, counted(visit(Long.MIN_VALUE, "unnamed|page " + i, 1)));
        }
        assertThat(story.getVisits()).extracting(StoryVisit::getSince).containsExactly(Long.MIN_VALUE, 1L);
        assertThat(story.getVisits().get(0).getCounts())
                .containsEntry("unnamed|Scrolled", 1_000)
                .hasSizeBetween(100, 999);
        assertThat(story.getVisitsLeftOut()).isZero();
        assertThat(new StoryCodec().encode(story)).hasSizeLessThan(StoryVisits.EVENTS + 100);
    }

    @Test
    void theLastVisitIsKeptHoweverMuchWasInIt() {
        CustomerStory story = StoryBook.empty();
        StoryBook.add(story, counted(visit(1, "entered", 1)));
        StoryBook.add(story, counted(visit(2, "entered", 1)));
        for (int i = 0; i < 2_000; i++) {
            StoryBook.add(story, counted(visit(2, "touchpoint|page|channel " + i, 1)));
        }
        StoryBook.add(story, counted(visit(2, "exited", 1)));
        assertThat(story.getVisits()).singleElement().satisfies(last -> assertThat(last.getCounts())
                .containsEntry("entered", 1)
                .containsEntry("exited", 1)
                .hasSizeBetween(500, 1_999));
        assertThat(story.getVisitsLeftOut()).isEqualTo(1);
        assertThat(new StoryCodec().encode(story)).hasSizeLessThan(StoryVisits.ROOM);
    }

    @Test
    void movesAreBounded() {
        CustomerStory story = StoryBook.of(List.of(part(List.of(), List.of()))).orElseThrow();
        for (int i = 0; i < StoryBook.MOVES + 7; i++) {
            StoryBook.add(story, part(List.of(), List.of(move("m" + i, i, false))));
        }
        assertThat(story.getMoves()).hasSize(StoryBook.MOVES);
        assertThat(story.getMoves().get(0).getId()).isEqualTo("m7");
        assertThat(story.getMovesLeftOut()).isEqualTo(7);
    }
}
