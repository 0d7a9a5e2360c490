package io.journeytracker.annotation;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.annotation.PainPoint.Content;
import io.journeytracker.annotation.PainPoint.Figures;
import io.journeytracker.annotation.PainPoint.Measured;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import io.journeytracker.query.MapFigures;
import io.journeytracker.query.MapFigures.Span;
import io.journeytracker.query.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /api/journeys/…/pain-points…}: opened, changed, measured, taken away. */
final class PainPointRoutes implements RouteModule {

    private static final String ALL = "/api/journeys/{journey}/pain-points";
    private static final String ONE = ALL + "/{id}";
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int LONGEST_SPAN_DAYS = 365;
    /** Of one journey, so that everybody's page can show them. */
    private static final int MOST = 500;

    private final Desk desk;
    private final MapFigures figures;
    private final PainPointForm form;

    PainPointRoutes(Desk desk, MapFigures figures) {
        this.desk = desk;
        this.figures = figures;
        this.form = new PainPointForm(figures);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(ALL, this::open);
        routes.get(ONE, context -> Desk.answer(context, PainPointJson.of(named(context))));
        routes.put(ONE, this::change);
        routes.delete(ONE, this::delete);
        routes.post(ONE + "/measure", this::measure);
    }

    private static String key(Context context) {
        return AnnotationKey.painPoint(context.pathParam("journey"), context.pathParam("id"));
    }

    private PainPoint named(Context context) {
        return Optional.ofNullable(desk.annotations().get().painPoints().get(key(context)))
                .orElseThrow(() -> Desk.missing("pain point"));
    }

    /** What numbers or the author's words say has one life: found again, it is the same. */
    private static String id(Content content) {
        String name =
                switch (content.origin()) {
                    case FOUND ->
                        "found/" + content.stage() + '/' + content.kind().orElseThrow() + '/' + content.persona();
                    case DECLARED -> "declared/" + content.persona() + '/' + content.title();
                    case OWN -> UUID.randomUUID().toString();
                };
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void open(Context context) {
        String journey = context.pathParam("journey");
        Body body = Body.of(context, PainPointForm.OF_NEW);
        Content content = form.content(journey, body);
        PainPointRules.Said said = Desk.said(body);
        if (desk.annotations().get().painPointsOf(journey).size() >= MOST) {
            throw new RefusedRequestException(
                    ErrorCode.CONFLICT, "journey", "has " + MOST + " pain points; take some away first");
        }
        PainPoint opened = PainPointRules.opened(id(content), journey, content, said, desk.now());
        desk.edit(AnnotationKey.painPoint(journey, opened.id()), before -> {
            if (before.isPresent()) {
                throw new RefusedRequestException(
                        ErrorCode.CONFLICT,
                        "title",
                        "this pain point is there already, as " + opened.id() + "; open that again");
            }
            return Optional.of(PainPointJson.of(opened).toString());
        });
        context.status(CREATED);
        Desk.answer(context, PainPointJson.of(opened));
    }

    private void change(Context context) {
        Body body = Body.of(context, PainPointForm.OF_CHANGE);
        Content content = form.content(named(context).journey(), body);
        PainPointRules.Said said = Desk.said(body);
        int version = body.whole("version", 1, Integer.MAX_VALUE);
        Instant now = desk.now();
        Desk.answer(context, PainPointJson.of(edit(context, before -> {
            Content kept = PainPointForm.withOrigin(content, before.content());
            return PainPointRules.changed(before, version, kept, said, now);
        })));
    }

    @FunctionalInterface
    private interface Edit {
        PainPoint of(PainPoint before);
    }

    private PainPoint edit(Context context, Edit edit) {
        String key = key(context);
        PainPoint[] after = {null};
        desk.edit(key, before -> {
            after[0] = edit.of(
                    before.map(text -> Annotations.painPoint(key, text)).orElseThrow(() -> Desk.missing("pain point")));
            return Optional.of(PainPointJson.of(after[0]).toString());
        });
        return after[0];
    }

    private void delete(Context context) {
        int version = Desk.version(context);
        String key = key(context);
        desk.edit(key, before -> {
            PainPoint point =
                    before.map(text -> Annotations.painPoint(key, text)).orElseThrow(() -> Desk.missing("pain point"));
            PainPointRules.expect(version, point.version());
            return Optional.empty();
        });
        context.status(NO_CONTENT);
    }

    /** The figures of as many days before the day of the fix and after it; that day itself is neither. */
    private void measure(Context context) {
        Body body = Body.of(context, List.of("by", "note", "version", "days"));
        PainPointRules.Said said = Desk.said(body);
        int version = body.whole("version", 1, Integer.MAX_VALUE);
        int days = body.whole("days", 1, LONGEST_SPAN_DAYS);
        PainPoint seen = named(context);
        PainPointRules.expect(version, seen.version());
        LocalDate fixed = seen.content()
                .fixed()
                .filter(any -> !seen.content().state().hurts())
                .orElseThrow(() -> new RefusedRequestException(
                        ErrorCode.INVALID, "id", "it is not fixed yet; expected one that is, with the day of the fix"));
        LocalDate over = fixed.plusDays(days + 1L);
        Instant now = desk.now();
        if (moment(over) > now.toEpochMilli()) {
            throw new RefusedRequestException(
                    ErrorCode.INVALID,
                    "days",
                    "these days after the fix are over on " + over + "; expected fewer, or come back then");
        }
        Span before = span(seen, fixed.minusDays(days), fixed);
        Span after = span(seen, fixed.plusDays(1), over);
        Measured measured = new Measured(
                now,
                days,
                figures(before),
                figures(after),
                MapFigures.leaving(before, after)
                        .map(each -> new PainPoint.Difference(each.share(), each.low(), each.high())));
        Desk.answer(
                context,
                PainPointJson.of(edit(context, point -> PainPointRules.measured(point, version, measured, said))));
    }

    private Span span(PainPoint point, LocalDate from, LocalDate to) {
        Content content = point.content();
        return figures.span(
                point.journey(),
                content.stage(),
                Optional.of(content.persona()).filter(persona -> !persona.isEmpty()),
                new Window(moment(from), moment(to)));
    }

    private static long moment(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static Figures figures(Span span) {
        return new Figures(span.entered(), span.ended(), span.advanced(), span.left(), span.stalls(), span.felt());
    }
}
