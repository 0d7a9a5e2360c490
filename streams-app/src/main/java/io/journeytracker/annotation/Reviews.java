package io.journeytracker.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.Review;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the map of a journey was looked over, by whom.
 *
 * @param all oldest first
 */
record Reviews(String journey, List<Reviewed> all) {

    /** The oldest give way. */
    static final int MOST = 100;

    /**
     * Somebody looked a map over.
     *
     * @param map its version
     * @param note empty: none
     */
    record Reviewed(Instant at, String by, int map, String note) {

        LocalDate day() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }
    }

    static Reviews none(String journey) {
        return new Reviews(journey, List.of());
    }

    Reviews with(Reviewed reviewed) {
        List<Reviewed> more = new ArrayList<>(all);
        more.add(reviewed);
        return new Reviews(journey, List.copyOf(more.subList(Math.max(0, more.size() - MOST), more.size())));
    }

    Optional<Reviewed> last() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The last look, if it was on this day (UTC). */
    Optional<Reviewed> on(LocalDate day) {
        return last().filter(each -> each.day().equals(day));
    }

    /** When the map was last looked over, as far as it says itself or somebody said here. */
    Optional<LocalDate> lastDay(Optional<Review> wanted) {
        return Stream.concat(wanted.flatMap(Review::last).stream(), last().map(Reviewed::day).stream())
                .max(LocalDate::compareTo);
    }

    /**
     * The last day on which the next look is not late.
     *
     * @param published when the journey's first map was published, from when on the time counts where nobody ever looked
     */
    LocalDate due(Review wanted, LocalDate published) {
        return new Review(wanted.every(), lastDay(Optional.of(wanted)).or(() -> Optional.of(published)))
                .due()
                .orElseThrow();
    }

    /** When it is late, if nobody looks. */
    Instant overdueFrom(Review wanted, Instant published) {
        return due(wanted, LocalDate.ofInstant(published, ZoneOffset.UTC))
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("journey", journey);
        put(json.putArray("reviews"), all);
        return json;
    }

    static void put(ArrayNode array, List<Reviewed> reviews) {
        reviews.forEach(each -> {
            ObjectNode node = array.addObject()
                    .put("at", each.at().toString())
                    .put("by", each.by())
                    .put("map", each.map());
            if (!each.note().isEmpty()) {
                node.put("note", each.note());
            }
        });
    }

    /** @throws IllegalArgumentException or DateTimeException if it is none */
    static Reviews read(JsonNode json) {
        List<Reviewed> all = new ArrayList<>();
        json.path("reviews")
                .forEach(node -> all.add(new Reviewed(
                        Instant.parse(PainPointJson.needed(node, "at")),
                        PainPointJson.needed(node, "by"),
                        node.path("map").asInt(),
                        node.path("note").asText())));
        return new Reviews(PainPointJson.needed(json, "journey"), List.copyOf(all));
    }
}
