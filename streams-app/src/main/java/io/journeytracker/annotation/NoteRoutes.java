package io.journeytracker.annotation;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.annotation.Note.Signature;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import io.journeytracker.query.MapFigures;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /api/journeys/…/notes…}: written on a map, one of its stages or touchpoints, changed, taken away. */
final class NoteRoutes implements RouteModule {

    private static final String ALL = "/api/journeys/{journey}/notes";
    private static final String ONE = ALL + "/{id}";
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 2_000;
    /** Of one journey, so that everybody's page can show them. */
    private static final int MOST = 500;

    private final Desk desk;
    private final MapFigures figures;

    NoteRoutes(Desk desk, MapFigures figures) {
        this.desk = desk;
        this.figures = figures;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(ALL, this::write);
        routes.put(ONE, this::change);
        routes.delete(ONE, this::delete);
    }

    private static String key(Context context) {
        return AnnotationKey.note(context.pathParam("journey"), context.pathParam("id"));
    }

    private void write(Context context) {
        String journey = context.pathParam("journey");
        Body body = Body.of(context, List.of("by", "text", "stage", "touchpoint"));
        if (figures.versions(journey).isEmpty()) {
            throw Desk.noJourney();
        }
        String stage = body.text("stage", LONGEST_NAME);
        if (!stage.isEmpty() && !figures.hasStage(journey, stage)) {
            throw body.invalid("stage", "no version of the map has such a stage; expected one of its stages' ids");
        }
        String touchpoint = body.text("touchpoint", LONGEST_NAME);
        if (!touchpoint.isEmpty() && !figures.hasTouchpoint(journey, touchpoint)) {
            throw body.invalid(
                    "touchpoint", "no version of the map has such a touchpoint; expected one of its touchpoints' ids");
        }
        if (desk.annotations().get().notesOf(journey).size() >= MOST) {
            throw new RefusedRequestException(
                    ErrorCode.CONFLICT, "journey", "has " + MOST + " notes; take some away first");
        }
        Note note = new Note(
                UUID.randomUUID().toString(),
                journey,
                1,
                stage,
                touchpoint,
                text(body),
                new Signature(Desk.by(body), desk.now()),
                Optional.empty());
        desk.edit(
                AnnotationKey.note(journey, note.id()),
                none -> Optional.of(note.json().toString()));
        context.status(CREATED);
        Desk.answer(context, note.json());
    }

    private static String text(Body body) {
        return body.required("text", LONGEST_TEXT, "what there is to say");
    }

    private void change(Context context) {
        Body body = Body.of(context, List.of("by", "text", "version"));
        String text = text(body);
        Signature by = new Signature(Desk.by(body), desk.now());
        int version = body.whole("version", 1, Integer.MAX_VALUE);
        String key = key(context);
        Note[] after = {null};
        desk.edit(key, before -> {
            after[0] = before.map(stored -> Annotations.note(key, stored))
                    .orElseThrow(() -> Desk.missing("note"))
                    .with(version, text, by);
            return Optional.of(after[0].json().toString());
        });
        Desk.answer(context, after[0].json());
    }

    private void delete(Context context) {
        int version = Desk.version(context);
        String key = key(context);
        desk.edit(key, before -> {
            Note note = before.map(stored -> Annotations.note(key, stored)).orElseThrow(() -> Desk.missing("note"));
            PainPointRules.expect(version, note.version());
            return Optional.empty();
        });
        context.status(NO_CONTENT);
    }
}
