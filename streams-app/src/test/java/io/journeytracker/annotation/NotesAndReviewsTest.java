package io.journeytracker.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.annotation.Reviews.Reviewed;
import io.journeytracker.definition.Review;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.topic.EditFailedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notes on a map, and who has looked it over. */
@Timeout(60)
class NotesAndReviewsTest extends ServedAnnotations {

    private static final String NOTES = "/api/journeys/shop/notes";
    private static final String REVIEWS = "/api/journeys/shop/reviews";
    private static final String ALL = "/api/journeys/shop/annotations";

    @Test
    void aNoteHasAnAuthorAndStaysTheirsWhoeverChangesIt() {
        JsonNode note = done(
                "POST",
                NOTES,
                ANALYST,
                "{\"by\": \"Ann\", \"text\": \"See the survey\", \"stage\": \"cart\", \"touchpoint\": \"page\"}");
        String one = NOTES + "/" + note.get("id").textValue();
        now = now.plus(Duration.ofHours(1));
        done("POST", NOTES, ANALYST, "{\"by\": \"Ben\", \"text\": \"On all of it\"}");
        done("PUT", one, ANALYST, "{\"by\": \"Cleo\", \"text\": \"See both surveys\", \"version\": 1}");
        refused(
                "PUT",
                one,
                ANALYST,
                "{\"by\": \"Dan\", \"text\": \"None\", \"version\": 1}",
                409,
                "it is version 2 now");
        JsonNode notes = done("GET", ALL, VIEWER, null).get("notes");
        assertThat(notes.at("/0/text").textValue()).as("the newest first").isEqualTo("On all of it");
        JsonNode changed = notes.get(1);
        assertThat(changed.get("text").textValue()).isEqualTo("See both surveys");
        assertThat(changed.get("author").textValue()).isEqualTo("Ann");
        assertThat(changed.get("changedBy").textValue()).isEqualTo("Cleo");
        assertThat(changed.get("stage").textValue()).isEqualTo("cart");
        refused("DELETE", one + "?version=1", ANALYST, null, 409);
        refused("DELETE", one + "?version=2", VIEWER, null, 403);
        assertThat(send("DELETE", one + "?version=2", ANALYST, null).statusCode())
                .isEqualTo(204);
        refused("DELETE", one + "?version=2", ANALYST, null, 404, "there is no note of this id");
        assertThat(done("GET", ALL, VIEWER, null).get("notes")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BUSY | 503 | 1 | nothing was written: too many changes at the same time; try again",
                "AWAY | 503 | 1 | nothing was written: Kafka does not answer in time; try again",
                "UNKNOWN | 503 | | it may have been written or not; look before you try again",
                "TOO_LARGE | 413 | | nothing was written: it is larger than Kafka takes here",
                "REFUSED | 500 | | will again until its operators mend that",
            })
    void whoIsNotToWriteTwiceIsToldWhetherItWasWrittenAndWhetherTryingAgainHelps(
            EditFailedException.Outcome outcome, int status, String retryAfter, String told) {
        annotations.meanwhile = () -> {
            throw new EditFailedException(outcome, "as the test says");
        };
        HttpResponse<String> answer = send("POST", NOTES, ANALYST, "{\"by\": \"Ann\", \"text\": \"See\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(told);
        assertThat(answer.headers().firstValue("Retry-After")).isEqualTo(Optional.ofNullable(retryAfter));
    }

    @Test
    void whatIsWrongWithANoteIsTold() {
        for (String[] each : new String[][] {
            {"{\"by\": \"A\"}", "\"text\"", "is missing"},
            {"{\"text\": \"t\"}", "\"by\"", "is missing"},
            {"{\"by\": \"A\", \"text\": \"t\", \"stage\": \"x\"}", "\"stage\"", "no version of the map"},
            {"{\"by\": \"A\", \"text\": \"t\", \"touchpoint\": \"x\"}", "\"touchpoint\"", "no version of the map"},
            {"{\"by\": \"A\", \"text\": \"" + "x".repeat(2_001) + "\"}", "\"text\"", "at most 2000"},
        }) {
            refused("POST", NOTES, ANALYST, each[0], 400, each[1], each[2]);
        }
        refused("POST", NOTES, VIEWER, "{\"by\": \"A\", \"text\": \"t\"}", 403);
        refused("POST", "/api/journeys/other/notes", ANALYST, "{\"by\": \"A\", \"text\": \"t\"}", 404);
    }

    @Test
    void anOverdueReviewIsToldUntilSomebodyHasLooked() {
        JsonNode before = done("GET", ALL, VIEWER, null).get("review");
        assertThat(before.get("due").textValue()).isEqualTo("2025-12-30");
        assertThat(before.get("overdue").booleanValue()).isTrue();
        assertThat(before.get("owner").textValue()).isEqualTo("shop");
        assertThat(before.has("map")).as("nothing was published by then").isFalse();
        refused("POST", REVIEWS, VIEWER, "{\"by\": \"Ann\", \"map\": 2}", 403);
        refused("POST", REVIEWS, ANALYST, "{\"by\": \"Ann\", \"map\": 3}", 400, "\"map\"", "is not published");
        refused("POST", REVIEWS, ANALYST, "{\"by\": \"Ann\"}", 400, "\"map\"");
        done("POST", REVIEWS, ANALYST, "{\"by\": \"Ann\", \"map\": 1, \"note\": \"with sales\"}");
        JsonNode after = done("GET", ALL, VIEWER, null).get("review");
        assertThat(after.get("last").textValue()).isEqualTo("2026-03-20");
        assertThat(after.get("map").intValue()).isEqualTo(1);
        assertThat(after.get("due").textValue()).isEqualTo("2026-06-18");
        assertThat(after.get("overdue").booleanValue()).isFalse();
        assertThat(after.get("reviews").toString())
                .isEqualTo("[{\"at\":\"2026-03-20T10:00:00Z\",\"by\":\"Ann\",\"map\":1,\"note\":\"with sales\"}]");
        now = Instant.parse("2026-06-18T23:59:59Z");
        assertThat(done("GET", ALL, VIEWER, null).at("/review/overdue").booleanValue())
                .isFalse();
        now = Instant.parse("2026-06-19T00:00:00Z");
        assertThat(done("GET", ALL, VIEWER, null).at("/review/overdue").booleanValue())
                .isTrue();
    }

    @Test
    void aGaugeTellsFromWhenOnAReviewIsOverdueAndWhoseItIs() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MapGauges gauges = new MapGauges(registry);
        assertThat(due(registry, gauges)).isEqualTo(Instant.parse("2025-12-31T00:00:00Z"));
        done("POST", REVIEWS, ANALYST, "{\"by\": \"Ann\", \"map\": 2}");
        assertThat(due(registry, gauges)).isEqualTo(Instant.parse("2026-06-19T00:00:00Z"));
    }

    private Instant due(SimpleMeterRegistry registry, MapGauges gauges) {
        MapAnnotations.publish(desk, catalog, gauges);
        gauges.refresh();
        return Instant.ofEpochSecond((long) registry.get("journey.review.due.timestamp.seconds")
                .tags("journey", "shop", "owner", "shop")
                .gauge()
                .value());
    }

    /** Version 2 came on 1 February, version 3 on 1 March. */
    @ParameterizedTest
    @CsvSource({
        "2025-12-31, ",
        "2026-01-05, 1",
        "2026-01-31, 1",
        "2026-02-01, 1",
        "2026-02-02, 2",
        "2026-03-01, 2",
        "2026-03-02, 3"
    })
    void whoLooksAMapOverSeesTheVersionOfThatTime(LocalDate day, Integer version) {
        published = Map.of(
                1, PUBLISHED, 2, Instant.parse("2026-02-01T09:00:00Z"), 3, Instant.parse("2026-03-01T09:00:00Z"));
        Published maps = journey -> published;
        assertThat(maps.seenOn("shop", day)).isEqualTo(Optional.ofNullable(version));
    }

    @Test
    void theMapsOwnLookCountsWhereItIsLaterThanTheOneThatIsKept() {
        published = Map.of(1, Instant.parse("2025-06-01T09:00:00Z"), 2, PUBLISHED);
        now = Instant.parse("2025-07-01T10:00:00Z");
        done("POST", REVIEWS, ANALYST, "{\"by\": \"Ann\", \"map\": 2}");
        JsonNode review = done("GET", ALL, VIEWER, null).get("review");
        assertThat(review.get("last").textValue()).isEqualTo("2025-10-01");
        assertThat(review.get("map").intValue()).as("the version of that day").isEqualTo(1);
    }

    /** The later of what the map says and what somebody said here counts; nobody ever looked: since the map was published. */
    @ParameterizedTest
    @CsvSource({
        ", , 2026-01-31",
        "2026-02-10, , 2026-03-12",
        ", 2026-02-20, 2026-03-22",
        "2026-02-10, 2026-02-20, 2026-03-22",
        "2026-03-01, 2026-02-20, 2026-03-31",
    })
    void theTimeRunsFromTheLastLook(LocalDate ofMap, LocalDate here, LocalDate due) {
        Review wanted = new Review(Duration.ofDays(30), Optional.ofNullable(ofMap));
        Reviews reviews = here == null
                ? Reviews.none("shop")
                : Reviews.none("shop").with(new Reviewed(Instant.parse(here + "T23:00:00Z"), "Ann", 1, ""));
        assertThat(reviews.due(wanted, LocalDate.parse("2026-01-01"))).isEqualTo(due);
        assertThat(reviews.overdueFrom(wanted, Instant.parse("2026-01-01T12:00:00Z")))
                .isEqualTo(Instant.parse(due.plusDays(1) + "T00:00:00Z"));
    }

    @Test
    void reviewsAreBounded() {
        Reviews reviews = Reviews.none("shop");
        for (int i = 0; i < 150; i++) {
            reviews = reviews.with(new Reviewed(now.plusSeconds(i), "Ann " + i, 1, ""));
        }
        assertThat(reviews.all()).hasSize(Reviews.MOST);
        assertThat(reviews.last().orElseThrow().by()).isEqualTo("Ann 149");
    }
}
