package io.journeytracker.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody wrote on a map.
 *
 * @param version counts its changes, from 1
 * @param stage empty: it is about no stage alone
 * @param touchpoint empty: it is about no touchpoint alone
 * @param written by its author
 * @param changed the last time, by whoever did
 */
record Note(
        String id,
        String journey,
        int version,
        String stage,
        String touchpoint,
        String text,
        Signature written,
        Optional<Signature> changed) {

    /** Who and when. */
    record Signature(String by, Instant at) {}

    /** After a change. */
    Note with(int seen, String newText, Signature by) {
        PainPointRules.expect(seen, version);
        return new Note(id, journey, version + 1, stage, touchpoint, newText, written, Optional.of(by));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("journey", journey).put("version", version);
        if (!stage.isEmpty()) {
            json.put("stage", stage);
        }
        if (!touchpoint.isEmpty()) {
            json.put("touchpoint", touchpoint);
        }
        json.put("text", text);
        json.put("author", written.by()).put("written", written.at().toString());
        changed.ifPresent(
                by -> json.put("changedBy", by.by()).put("changed", by.at().toString()));
        return json;
    }

    /** @throws IllegalArgumentException or DateTimeException if it is none */
    static Note read(JsonNode json) {
        return new Note(
                PainPointJson.needed(json, "id"),
                PainPointJson.needed(json, "journey"),
                json.path("version").asInt(),
                json.path("stage").asText(),
                json.path("touchpoint").asText(),
                PainPointJson.needed(json, "text"),
                new Signature(
                        PainPointJson.needed(json, "author"), Instant.parse(PainPointJson.needed(json, "written"))),
                PainPointJson.optional(json, "changedBy")
                        .map(by -> new Signature(by, Instant.parse(PainPointJson.needed(json, "changed")))));
    }
}
