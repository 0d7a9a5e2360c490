package io.journeytracker.annotation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.http.RouteModule;
import io.journeytracker.query.MapFigures;
import io.journeytracker.query.MapFigures.Question;
import java.util.Comparator;
import java.util.Optional;

/** {@code /api/journeys/…/annotations}: all that people say about a map, with the map's numbers beside it. */
final class AnnotationRoutes implements RouteModule {

    private final Desk desk;
    private final MapFigures figures;

    AnnotationRoutes(Desk desk, MapFigures figures) {
        this.desk = desk;
        this.figures = figures;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/journeys/{journey}/annotations", this::all);
    }

    private void all(Context context) {
        Question question = figures.of(context);
        Annotations now = desk.annotations().get();
        String journey = question.journey();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("journey", journey).put("version", question.map().definition().version());
        root.put("revision", now.revisionOf(journey));
        ArrayNode points = root.putArray("painPoints");
        Ranking.of(now.painPointsOf(journey), point -> lost(question, point)).forEach(ranked -> {
            ObjectNode point = PainPointJson.of(ranked.point());
            ranked.rank().ifPresent(rank -> point.put("rank", rank));
            points.add(point.put("lost", ranked.lost()).put("cost", ranked.cost()));
        });
        ArrayNode notes = root.putArray("notes");
        now.notesOf(journey).stream()
                .sorted(Comparator.comparing((Note note) -> note.written().at()).reversed())
                .forEach(note -> notes.add(note.json()));
        figures.active(journey).ifPresent(map -> ReviewRoutes.put(root, map, now.reviewsOf(journey), desk));
        root.set("freshness", question.freshness());
        Desk.answer(context, root);
    }

    private static long lost(Question question, PainPoint point) {
        return question.lost(
                point.content().stage(), Optional.of(point.content().persona()).filter(persona -> !persona.isEmpty()));
    }
}
