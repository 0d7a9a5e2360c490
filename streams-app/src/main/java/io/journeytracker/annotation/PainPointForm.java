package io.journeytracker.annotation;

import io.journeytracker.annotation.PainPoint.Content;
import io.journeytracker.annotation.PainPoint.Kind;
import io.journeytracker.annotation.PainPoint.Origin;
import io.journeytracker.annotation.PainPoint.Plan;
import io.journeytracker.annotation.PainPoint.State;
import io.journeytracker.query.MapFigures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what somebody sends of a pain point, and holds it against the journey's maps. */
record PainPointForm(MapFigures figures) {

    private static final int LONGEST_TITLE = 2_000;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 1_000;
    private static final double MOST_WORTH = 1e9;

    private static final List<String> OF_BOTH =
            List.of("stage", "title", "persona", "worth", "state", "owner", "plan", "fixed", "by", "note");

    static final List<String> OF_NEW =
            Stream.concat(OF_BOTH.stream(), Stream.of("origin", "kind")).toList();
    static final List<String> OF_CHANGE =
            Stream.concat(OF_BOTH.stream(), Stream.of("version")).toList();

    private static final List<String> OF_PLAN = List.of("date", "what", "have", "need");

    Content content(String journey, Body body) {
        if (figures.versions(journey).isEmpty()) {
            throw Desk.noJourney();
        }
        String stage = body.required("stage", LONGEST_NAME, "one of the map's stages");
        if (!figures.hasStage(journey, stage)) {
            throw body.invalid("stage", "no version of the map has such a stage; expected one of its stages' ids");
        }
        String persona = body.text("persona", LONGEST_NAME);
        if (!persona.isEmpty() && !figures.hasPersona(journey, persona)) {
            throw body.invalid(
                    "persona", "no version of the map has such a persona; expected one of its personas' ids, or other");
        }
        Origin origin = body.choice("origin", List.of(Origin.values()), Origin.OWN);
        Optional<Kind> kind = body.text("kind", LONGEST_NAME).isEmpty()
                ? Optional.empty()
                : Optional.of(body.choice("kind", List.of(Kind.values()), Kind.LEAVING));
        if (kind.isPresent() != (origin == Origin.FOUND)) {
            throw body.invalid("kind", "expected one of the kinds of the map where the origin is found, and else none");
        }
        String title = body.required("title", LONGEST_TITLE, "what hurts");
        if (origin == Origin.DECLARED && !declared(journey, persona, title)) {
            throw body.invalid("title", "expected one of the persona's frustrations, word by word, as the map has it");
        }
        return new Content(
                stage,
                title,
                origin,
                kind,
                persona,
                body.number("worth", MOST_WORTH),
                body.choice("state", List.of(State.values()), State.OPEN),
                body.text("owner", LONGEST_NAME),
                body.object("plan", OF_PLAN).map(PainPointForm::plan),
                body.date("fixed"));
    }

    private static Plan plan(Body plan) {
        return new Plan(
                plan.date("date")
                        .orElseThrow(() -> plan.invalid("date", "is missing; expected by when it is to be fixed")),
                plan.text("what", LONGEST_TEXT),
                plan.text("have", LONGEST_TEXT),
                plan.text("need", LONGEST_TEXT));
    }

    private boolean declared(String journey, String persona, String title) {
        return figures.versions(journey).stream()
                .flatMap(each -> each.definition().personas().stream())
                .filter(each -> each.id().equals(persona))
                .anyMatch(each -> each.frustrations().contains(title));
    }

    /** Where it comes from stays as it was. */
    static Content withOrigin(Content content, Content before) {
        return new Content(
                content.stage(),
                content.title(),
                before.origin(),
                before.kind(),
                content.persona(),
                content.worth(),
                content.state(),
                content.owner(),
                content.plan(),
                content.fixed());
    }
}
