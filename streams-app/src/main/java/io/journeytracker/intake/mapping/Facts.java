package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Properties or traits as a touchpoint holds them: scalars under one name each, bounded. Objects inside one another get names
 * with dots, down to {@value #MAX_DEPTH} levels; what lies deeper, and arrays, become JSON text, and an array's length is kept
 * as well ({@code products.count}). Null says nothing and is left out. What goes beyond the bounds is cut or left out, and
 * counted in {@value #CUT}.
 */
final class Facts {

    static final int MAX_KEYS = 100;
    static final int MAX_NAME = 128;
    static final int MAX_TEXT = 1_000;
    static final int MAX_DEPTH = 3;
    static final String CUT = "intake_cut";

    private final Map<String, Object> facts = new LinkedHashMap<>();
    private long cut;

    void addAll(ObjectNode node) {
        add(node, "", 1);
    }

    /** Adds what the sender has not said under this name; an empty text says nothing. */
    void addMissing(String name, String text) {
        if (!text.isBlank() && !facts.containsKey(name)) {
            put(name, text(text));
        }
    }

    /** Something beside these facts was cut. */
    void countCut() {
        cut++;
    }

    Map<String, Object> toMap() {
        if (cut > 0) {
            facts.put(CUT, cut);
        }
        return facts;
    }

    private void add(ObjectNode node, String prefix, int depth) {
        for (Map.Entry<String, JsonNode> fact : node.properties()) {
            String name = prefix + fact.getKey();
            JsonNode value = fact.getValue();
            if (value instanceof ObjectNode object && depth < MAX_DEPTH) {
                add(object, name + ".", depth + 1);
            } else if (value.isContainerNode()) {
                put(name, text(value.toString()));
                if (value.isArray()) {
                    put(name + ".count", (long) value.size());
                }
            } else if (!value.isNull()) {
                put(name, scalar(value));
            }
        }
    }

    private void put(String name, Object value) {
        // One place is kept for the count of what is cut.
        if (facts.size() >= MAX_KEYS - 1 || name.length() > MAX_NAME) {
            cut++;
        } else {
            facts.putIfAbsent(name, value);
        }
    }

    private Object scalar(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return text(value.asText());
    }

    private String text(String text) {
        if (text.length() > MAX_TEXT) {
            cut++;
        }
        return Texts.cut(text, MAX_TEXT);
    }
}
