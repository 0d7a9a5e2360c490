package io.journeytracker.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/**
 * Flattens one JSON object into fields: nested ones by their path with dots, arrays as their JSON text. Values are text,
 * whole numbers (long), other numbers (double), true and false; null is no value.
 */
final class JsonFields {

    private static final int DEEPEST = 64;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    private final ObjectMapper trees = new ObjectMapper(json);

    /** @return null if all went well, else what is wrong */
    String read(String line, Map<String, Object> fields) {
        fields.clear();
        try (JsonParser parser = json.createParser(line)) {
            parser.setCodec(trees);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "not a JSON object";
            }
            object(parser, "", fields);
            return parser.nextToken() == null ? null : "more than one JSON value";
        } catch (JsonProcessingException e) {
            return "broken JSON: " + e.getOriginalMessage().lines().findFirst().orElse("");
        } catch (IOException e) {
            return "broken JSON: " + e.getMessage();
        }
    }

    private void object(JsonParser parser, String prefix, Map<String, Object> fields) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix.isEmpty() ? parser.currentName() : prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                object(parser, name + '.', fields);
            } else if (value != JsonToken.VALUE_NULL) {
                fields.put(name, value(parser, value));
            }
        }
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getText()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> parser.<JsonNode>readValueAsTree().toString();
            default -> parser.getText();
        };
    }
}
