package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** JSON from strangers: bounded in depth, names and numbers; the server bounds the whole body. Thread-safe. */
public final class BoundedJson {

    /** Objects and arrays inside one another. */
    public static final int DEEPEST = 32;

    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_NUMBER = 100;
    /** Of braces, brackets, names and values: far more than sensible messages of the allowed size have, and little as objects. */
    private static final long MOST_TOKENS = 200_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNameLength(LONGEST_NAME)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    // Names are the senders'. Those that come again and again are looked up by their bytes in a table,
                    // which Jackson begins anew when it has 6,000 of them; the JVM's own table of texts would never
                    // end.
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BoundedJson() {}

    /** For writing, and for making nodes. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads one JSON value in UTF-8.
     *
     * @throws MalformedRequestException if it is none, or beyond the bounds; says where, never what stands there
     */
    public static JsonNode parse(byte[] body) throws MalformedRequestException {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node.isMissingNode()) {
                throw new MalformedRequestException("body", "is empty; expected JSON");
            }
            return node;
        } catch (StreamConstraintsException beyond) {
            throw new MalformedRequestException(
                    "body",
                    "is JSON beyond the bounds" + at(beyond) + "; expected at most " + DEEPEST
                            + " levels, names of at most " + LONGEST_NAME + " characters, numbers of at most "
                            + LONGEST_NUMBER + " digits, " + MOST_TOKENS + " names, values and brackets");
        } catch (JsonProcessingException invalid) {
            throw new MalformedRequestException("body", "is no valid JSON" + at(invalid) + "; expected JSON in UTF-8");
        } catch (IOException invalid) {
            throw new MalformedRequestException("body", "is no text in UTF-8; expected JSON in UTF-8");
        }
    }

    private static String at(JsonProcessingException where) {
        return where.getLocation() == null
                ? ""
                : " at line " + where.getLocation().getLineNr() + ", column "
                        + where.getLocation().getColumnNr();
    }
}
