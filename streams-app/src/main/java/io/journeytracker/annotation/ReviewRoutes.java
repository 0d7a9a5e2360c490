package io.journeytracker.annotation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.annotation.Reviews.Reviewed;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.http.RouteModule;
import io.journeytracker.query.MapFigures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@code /api/journeys/…/reviews}: somebody has looked a map over. */
final class ReviewRoutes implements RouteModule {

    private static final int CREATED = 201;
    private static final int LONGEST_NOTE = 2_000;
    private static final int SHOWN = 10;

    private final Desk desk;
    private final MapFigures figures;

    ReviewRoutes(Desk desk, MapFigures figures) {
        this.desk = desk;
        this.figures = figures;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/journeys/{journey}/reviews", this::reviewed);
    }

    private void reviewed(Context context) {
        String journey = context.pathParam("journey");
        Body body = Body.of(context, List.of("by", "note", "map"));
        if (figures.versions(journey).isEmpty()) {
            throw Desk.noJourney();
        }
        int map = body.whole("map", 1, Integer.MAX_VALUE);
        if (figures.versions(journey).stream()
                .noneMatch(each -> each.definition().version() == map)) {
            throw body.invalid("map", "is not published; expected the version that you have looked over");
        }
        Reviewed reviewed = new Reviewed(desk.now(), Desk.by(body), map, body.text("note", LONGEST_NOTE));
        String key = AnnotationKey.review(journey);
        desk.edit(
                key,
                before -> Optional.of(before.map(text -> Annotations.reviews(key, text))
                        .orElse(Reviews.none(journey))
                        .with(reviewed)
                        .json()
                        .toString()));
        context.status(CREATED);
        Desk.answer(context, desk.annotations().get().reviewsOf(journey).json());
    }

    /** Of the map that is active: by when somebody is to look it over, and who did. */
    static void put(ObjectNode root, JourneyDefinition map, Reviews reviews, Desk desk) {
        Instant now = desk.now();
        ObjectNode node = root.putObject("review");
        map.owner().ifPresent(owner -> node.put("owner", owner));
        map.review().ifPresent(wanted -> {
            LocalDate due = reviews.due(wanted, day(desk.published().first(map.id(), now)));
            node.put("everyDays", wanted.every().toDays())
                    .put("due", due.toString())
                    .put("overdue", day(now).isAfter(due));
        });
        reviews.lastDay(map.review()).ifPresent(day -> {
            node.put("last", day.toString());
            reviews.on(day)
                    .map(Reviewed::map)
                    .or(() -> desk.published().seenOn(map.id(), day))
                    .ifPresent(version -> node.put("map", version));
        });
        List<Reviewed> all = reviews.all();
        Reviews.put(node.putArray("reviews"), all.subList(Math.max(0, all.size() - SHOWN), all.size()));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
