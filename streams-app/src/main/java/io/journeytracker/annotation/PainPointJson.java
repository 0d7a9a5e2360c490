package io.journeytracker.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.annotation.PainPoint.Change;
import io.journeytracker.annotation.PainPoint.Content;
import io.journeytracker.annotation.PainPoint.Difference;
import io.journeytracker.annotation.PainPoint.Figures;
import io.journeytracker.annotation.PainPoint.Kind;
import io.journeytracker.annotation.PainPoint.Measured;
import io.journeytracker.annotation.PainPoint.Origin;
import io.journeytracker.annotation.PainPoint.Plan;
import io.journeytracker.annotation.PainPoint.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A pain point as the topic has it and as the API tells it. Fields that are not known here are passed over. */
final class PainPointJson {

    private PainPointJson() {}

    static ObjectNode of(PainPoint point) {
        Content c = point.content();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", point.id());
        json.put("journey", point.journey());
        json.put("version", point.version());
        json.put("stage", c.stage());
        json.put("title", c.title());
        json.put("origin", Body.word(c.origin()));
        c.kind().ifPresent(kind -> json.put("kind", Body.word(kind)));
        text(json, "persona", c.persona());
        c.worth().ifPresent(worth -> json.put("worth", worth));
        json.put("state", Body.word(c.state()));
        text(json, "owner", c.owner());
        c.plan().ifPresent(plan -> {
            ObjectNode node = json.putObject("plan").put("date", plan.date().toString());
            text(node, "what", plan.what());
            text(node, "have", plan.have());
            text(node, "need", plan.need());
        });
        c.fixed().ifPresent(day -> json.put("fixed", day.toString()));
        point.measured().ifPresent(measured -> json.set("measured", of(measured)));
        ArrayNode history = json.putArray("history");
        point.history().forEach(change -> {
            ObjectNode node = history.addObject()
                    .put("at", change.at().toString())
                    .put("by", change.by())
                    .put("state", Body.word(change.state()));
            ArrayNode changed = node.putArray("changed");
            change.changed().forEach(changed::add);
            text(node, "note", change.note());
        });
        return json;
    }

    private static ObjectNode of(Measured measured) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", measured.at().toString()).put("days", measured.days());
        json.set("before", of(measured.before()));
        json.set("after", of(measured.after()));
        measured.leaving().ifPresent(difference -> json.putObject("leaving")
                .put("difference", difference.share())
                .put("low", difference.low())
                .put("high", difference.high()));
        return json;
    }

    private static ObjectNode of(Figures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("entered", figures.entered())
                .put("ended", figures.ended())
                .put("advanced", figures.advanced())
                .put("left", figures.left())
                .put("stalls", figures.stalls());
        figures.felt().ifPresent(felt -> json.put("felt", felt));
        return json;
    }

    private static void text(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    /** @throws IllegalArgumentException or DateTimeException if it is none */
    static PainPoint read(JsonNode json) {
        Optional<Plan> plan = object(json, "plan")
                .map(node -> new Plan(
                        LocalDate.parse(needed(node, "date")),
                        node.path("what").asText(),
                        node.path("have").asText(),
                        node.path("need").asText()));
        List<Change> history = new ArrayList<>();
        json.path("history").forEach(node -> history.add(change(node)));
        if (history.isEmpty()) {
            throw new IllegalArgumentException("a pain point has a history");
        }
        Content content = new Content(
                needed(json, "stage"),
                needed(json, "title"),
                word(Origin.class, needed(json, "origin")),
                optional(json, "kind").map(kind -> word(Kind.class, kind)),
                json.path("persona").asText(),
                number(json, "worth"),
                word(State.class, needed(json, "state")),
                json.path("owner").asText(),
                plan,
                optional(json, "fixed").map(LocalDate::parse));
        return new PainPoint(
                needed(json, "id"),
                needed(json, "journey"),
                json.path("version").asInt(),
                content,
                object(json, "measured").map(PainPointJson::measured),
                List.copyOf(history));
    }

    private static Change change(JsonNode node) {
        List<String> changed = new ArrayList<>();
        node.path("changed").forEach(name -> changed.add(name.asText()));
        return new Change(
                Instant.parse(needed(node, "at")),
                needed(node, "by"),
                word(State.class, needed(node, "state")),
                List.copyOf(changed),
                node.path("note").asText());
    }

    private static Measured measured(JsonNode node) {
        return new Measured(
                Instant.parse(needed(node, "at")),
                node.path("days").asInt(),
                figures(node.path("before")),
                figures(node.path("after")),
                object(node, "leaving")
                        .map(each -> new Difference(
                                each.path("difference").asDouble(),
                                each.path("low").asDouble(),
                                each.path("high").asDouble())));
    }

    private static Figures figures(JsonNode node) {
        return new Figures(
                node.path("entered").asLong(),
                node.path("ended").asLong(),
                node.path("advanced").asLong(),
                node.path("left").asLong(),
                node.path("stalls").asLong(),
                number(node, "felt"));
    }

    static String needed(JsonNode json, String name) {
        return optional(json, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    static Optional<String> optional(JsonNode json, String name) {
        return Optional.of(json.path(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static Optional<JsonNode> object(JsonNode json, String name) {
        return Optional.of(json.path(name)).filter(JsonNode::isObject);
    }

    private static OptionalDouble number(JsonNode json, String name) {
        return json.path(name).isNumber() ? OptionalDouble.of(json.path(name).doubleValue()) : OptionalDouble.empty();
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
