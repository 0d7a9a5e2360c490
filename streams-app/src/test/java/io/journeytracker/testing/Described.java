package io.journeytracker.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.journeytracker.query.QueryRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds answers of {@code /api} to what {@code /api/openapi.json} says of them. */
public final class Described {

    private static final JsonNode DESCRIPTION = description();
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private Described() {}

    /**
     * What is wrong with an answer: a field that is not described is a fault too.
     *
     * @param path with or without a query, answered with 200 to a GET
     */
    public static List<String> faults(String path, JsonNode body) {
        return SCHEMAS.computeIfAbsent(template(path.split("\\?", 2)[0]), Described::schema).validate(body).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** The described path, exactly so or with as few parameters as may be. */
    private static String template(String path) {
        return DESCRIPTION.get("paths").properties().stream()
                .map(Map.Entry::getKey)
                .filter(each -> path.matches(each.replaceAll("\\{[a-z]+}", "[^/]+")))
                .min(Comparator.comparingInt(each -> each.split("\\{").length))
                .orElseThrow(() -> new AssertionError(path + " is not described"));
    }

    private static JsonSchema schema(String template) {
        ObjectNode schema = DESCRIPTION
                .get("paths")
                .get(template)
                .at("/get/responses/200/content/application~1json/schema")
                .deepCopy();
        schema.set("components", DESCRIPTION.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }

    private static JsonNode description() {
        try (InputStream in = QueryRoutes.class.getResourceAsStream("openapi.json")) {
            JsonNode description = new JsonMapper().readTree(in);
            Set<String> parts = new HashSet<>();
            description.findValues("allOf").forEach(all -> parts.addAll(all.findValuesAsText("$ref")));
            description
                    .at("/components/schemas")
                    .properties()
                    .forEach(each ->
                            close(each.getValue(), parts.contains("#/components/schemas/" + each.getKey())));
            return description;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An object has no other fields than those that are described.
     *
     * @param part of a larger one, which names others
     */
    private static void close(JsonNode schema, boolean part) {
        if (schema instanceof ObjectNode object
                && (object.path("properties").isObject() || object.has("allOf"))
                && !object.has("additionalProperties")
                && !part) {
            object.put("unevaluatedProperties", false);
        }
        schema.properties().forEach(each -> {
            boolean parts = each.getKey().matches("(all|any|one)Of");
            if (each.getValue().isArray()) {
                each.getValue().forEach(child -> close(child, parts));
            } else if (each.getKey().equals("properties")) {
                each.getValue().forEach(child -> close(child, false));
            } else {
                close(each.getValue(), false);
            }
        });
    }
}
