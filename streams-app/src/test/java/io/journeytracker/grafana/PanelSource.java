package io.journeytracker.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One panel of a source, made into Grafana's JSON. */
final class PanelSource {

    /** Columns of Grafana's grid. */
    static final int WIDTH = 24;

    private static final Set<String> KNOWN = Set.of(
            "type",
            "width",
            "title",
            "shows",
            "act",
            "unit",
            "expr",
            "legend",
            "labels",
            "queries",
            "max",
            "min",
            "decimals",
            "thresholds",
            "options",
            "transformations",
            "order",
            "range",
            "format",
            "rowUnit",
            "stack",
            "empty",
            "map",
            "alerts",
            "behind");
    /** What is chosen, as far as the page can be told: of several versions or personas it shows none alone. */
    private static final String MAP =
            "journey=${journey:percentencode}&version=${version:csv}&persona=${persona:csv}";
    private static final String NOTHING = "Nothing in the time shown";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode types;
    private final Macros macros;

    PanelSource(JsonNode types, Macros macros) {
        this.types = types;
        this.macros = macros;
    }

    static ObjectNode dataSource() {
        return JSON.createObjectNode().put("type", "prometheus").put("uid", "${datasource}");
    }

    ObjectNode panel(JsonNode source, int id) {
        String title = source.path("title").asText();
        Set<String> unknown = new TreeSet<>();
        source.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KNOWN);
        String type = source.path("type").asText();
        if (!unknown.isEmpty() || !types.has(type)) {
            throw new IllegalArgumentException("Panel " + title + " of type " + type
                    + ": expected a type of panels.yaml and known keys, not " + unknown);
        }
        ObjectNode panel = JSON.createObjectNode();
        panel.put("id", id).put("type", type).put("title", title);
        panel.put("description", sentence(source, "shows") + " " + sentence(source, "act"));
        panel.set("datasource", dataSource());
        ArrayNode targets = panel.putArray("targets");
        if (source.has("queries")) {
            source.get("queries").forEach(query -> target(query, source, targets));
        } else {
            target(source, source, targets);
        }
        if (source.has("map")) {
            link(panel.putArray("links"), "On the live map", "${map}/map?" + MAP + at(source, "map"));
        } else if (source.has("alerts")) {
            link(panel.putArray("links"), "On the page of alerts", "${map}/alerts?" + at(source, "alerts"));
        }
        panel.set("options", options(source, type));
        panel.set("fieldConfig", fieldConfig(source, type));
        ArrayNode transformations = panel.putArray("transformations");
        if (source.has("order")) {
            order(source.path("order").asText(), transformations);
        }
        source.path("transformations").forEach(transformations::add);
        return panel;
    }

    /** Bars or lines by a label: Prometheus answers in any order, or in that of all labels. Put together, as only within one frame Grafana orders. */
    private static void order(String label, ArrayNode transformations) {
        transformations
                .addObject()
                .put("id", "joinByField")
                .putObject("options")
                .put("byField", "Time")
                .put("mode", "outer");
        ObjectNode options =
                transformations.addObject().put("id", "organize").putObject("options");
        options.putObject("excludeByName");
        options.putObject("renameByName");
        options.put("orderByMode", "auto")
                .putArray("orderBy")
                .addObject()
                .put("type", "label")
                .put("name", label);
    }

    /** One of the two that every panel has: what it shows, and what to do when it looks bad. */
    private static String sentence(JsonNode source, String key) {
        String sentence = source.path(key).asText();
        if (!sentence.matches("[^.!?]+(\\.[^.!?\\s]+)*[.!?]")) {
            throw new IllegalArgumentException("Panel " + source.path("title").asText() + ": expected one sentence as " + key
                    + ", not \"" + sentence + "\"");
        }
        return sentence;
    }

    private static String at(JsonNode source, String page) {
        return source.path(page).asText();
    }

    private static void link(ArrayNode links, String title, String url) {
        ObjectNode link = links.addObject().put("type", "link").put("title", title);
        link.put("url", url).put("targetBlank", true).put("icon", "").put("tooltip", "");
        link.put("asDropdown", false).put("includeVars", false).put("keepTime", false);
        link.putArray("tags");
    }

    /** From a stage's bar, line or cell to its customers. A table has the stage's id in a column, everything else in a label. */
    private static void behind(JsonNode source, String type, ObjectNode defaults) {
        String stage = type.equals("table") ? "${__data.fields.Id}" : "${__field.labels.stage}";
        defaults.putArray("links")
                .addObject()
                .put("title", "Customers behind it")
                .put("url", "${map}/map?" + MAP + "&view=customers&stage=" + stage + at(source, "behind"))
                .put("targetBlank", true);
    }

    private void target(JsonNode query, JsonNode source, ArrayNode targets) {
        boolean range =
                source.path("range").asBoolean() || source.path("type").asText().equals("timeseries");
        boolean rows = List.of("table", "barchart").contains(source.path("type").asText());
        ObjectNode target = targets.addObject();
        target.put("refId", String.valueOf((char) ('A' + targets.size() - 1)));
        target.set("datasource", dataSource());
        target.put("expr", macros.expand(query.path("expr").asText()));
        target.put("legendFormat", legend(query));
        target.put("instant", !range).put("range", range).put("editorMode", "code");
        target.put("format", source.path("format").asText(rows ? "table" : "time_series"));
    }

    private static String legend(JsonNode query) {
        StringBuilder legend = new StringBuilder();
        query.path("labels").forEach(label -> legend.append(legend.isEmpty() ? "" : " ")
                .append("{{")
                .append(label.asText())
                .append("}}"));
        return query.path("legend").asText(legend.toString());
    }

    private ObjectNode options(JsonNode source, String type) {
        ObjectNode options = types.get(type).get("options").deepCopy();
        source.path("options").properties().forEach(option -> options.set(option.getKey(), option.getValue()));
        if (source.has("rowUnit")) {
            ((ObjectNode) options.get("yAxis")).set("unit", source.get("rowUnit"));
        }
        return options;
    }

    private ObjectNode fieldConfig(JsonNode source, String type) {
        ObjectNode config = types.get(type).get("fieldConfig").deepCopy();
        ObjectNode defaults = (ObjectNode) config.get("defaults");
        defaults.set("unit", source.get("unit"));
        defaults.put("noValue", source.path("empty").asText(NOTHING));
        for (String key : List.of("min", "max", "decimals")) {
            if (source.has(key)) {
                defaults.set(key, source.get(key));
            }
        }
        if (source.has("thresholds")) {
            ArrayNode steps =
                    defaults.putObject("thresholds").put("mode", "absolute").putArray("steps");
            source.get("thresholds").forEach(step -> {
                ObjectNode one = steps.addObject().put("color", step.get(0).asText());
                one.set("value", step.has(1) ? step.get(1) : JSON.nullNode());
            });
        }
        if (source.has("behind")) {
            behind(source, type, defaults);
        }
        if (source.path("stack").asBoolean()) {
            ((ObjectNode) defaults.get("custom").get("stacking")).put("mode", "normal");
        }
        return config;
    }
}
