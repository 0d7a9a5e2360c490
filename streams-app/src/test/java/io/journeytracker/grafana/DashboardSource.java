package io.journeytracker.grafana;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Dashboards as they are written by hand in {@code grafana/source}, made into Grafana's JSON. A source gives rows of panels with title,
 * text, unit and expressions; what all panels of a type share stands in {@code panels.yaml}.
 */
final class DashboardSource {

    /** Of Grafana 12. */
    private static final int SCHEMA_VERSION = 41;

    private static final String TYPES = "panels.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final JsonNode source;
    private final PanelSource panels;

    private DashboardSource(JsonNode source, JsonNode types) {
        this.source = source;
        Map<String, String> texts = new LinkedHashMap<>();
        source.path("macros")
                .properties()
                .forEach(macro -> texts.put(macro.getKey(), macro.getValue().asText()));
        this.panels = new PanelSource(types, new Macros(texts));
    }

    static Path folder() {
        return Checkout.root().resolve("grafana/source");
    }

    /** The dashboards by the names of their files, as they are to be committed. */
    static Map<String, String> all() {
        try (Stream<Path> files = Files.list(folder())) {
            JsonNode types = YAML.readTree(folder().resolve(TYPES).toFile());
            Map<String, String> dashboards = new LinkedHashMap<>();
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.equals(TYPES)) {
                    JsonNode source = YAML.readTree(file.toFile());
                    dashboards.put(
                            name.replace(".yaml", ".json"), text(new DashboardSource(source, types).dashboard()));
                }
            }
            return dashboards;
        } catch (IOException e) {
            throw new UncheckedIOException("The sources of the dashboards cannot be read", e);
        }
    }

    private static String text(JsonNode json) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        return JSON.writer(printer).writeValueAsString(json) + "\n";
    }

    private ObjectNode dashboard() {
        ObjectNode dashboard = JSON.createObjectNode();
        dashboard.set("uid", source.get("uid"));
        dashboard.set("title", source.get("title"));
        dashboard.set("tags", source.get("tags"));
        dashboard.put("schemaVersion", SCHEMA_VERSION);
        dashboard.put("editable", false);
        dashboard.put("graphTooltip", 1);
        dashboard.put("refresh", "30s");
        dashboard.put("timezone", "browser");
        dashboard.putObject("time").put("from", source.path("time").asText()).put("to", "now");
        ObjectNode link = dashboard.putArray("links").addObject();
        link.put("type", "dashboards").put("title", "Journey Tracker").put("asDropdown", false);
        link.put("icon", "external link").put("tooltip", "").put("targetBlank", false);
        link.put("includeVars", true).put("keepTime", true).set("tags", source.get("tags"));
        annotations(dashboard.putObject("annotations").putArray("list"));
        variables(dashboard.putObject("templating").putArray("list"));
        ArrayNode list = dashboard.putArray("panels");
        layOut().forEach(list::add);
        return dashboard;
    }

    private void annotations(ArrayNode list) {
        for (JsonNode each : source.path("annotations")) {
            ObjectNode annotation = list.addObject();
            annotation.set("name", each.get("name"));
            annotation.set("datasource", PanelSource.dataSource());
            annotation.put("enable", true).put("hide", false);
            annotation.put("iconColor", each.path("color").asText());
            annotation.put("expr", each.path("expr").asText());
            annotation.put("titleFormat", each.path("title").asText());
            // The value says when it was, not the sample's time.
            annotation.put("useValueForTime", "on").put("step", "60s");
        }
    }

    private void variables(ArrayNode list) {
        ObjectNode source = list.addObject();
        source.put("name", "datasource").put("label", "Data source").put("type", "datasource");
        source.put("query", "prometheus").put("refresh", 1).put("multi", false).put("includeAll", false);
        source.putObject("current").put("text", "Prometheus").put("value", "prometheus");
        for (JsonNode each : this.source.path("variables")) {
            if (each.has("text")) {
                text(each, list.addObject());
                continue;
            }
            boolean multi = each.path("multi").asBoolean();
            ObjectNode variable = list.addObject();
            variable.put("name", each.path("name").asText())
                    .put("label", each.path("label").asText())
                    .put("type", "query");
            variable.set("datasource", PanelSource.dataSource());
            variable.put("definition", each.path("query").asText());
            variable.putObject("query")
                    .put("query", each.path("query").asText())
                    .put("refId", "PrometheusVariableQueryEditor-VariableQuery");
            // With every change of the time; in order.
            variable.put("refresh", 2).put("sort", 1).put("multi", multi).put("includeAll", multi);
            if (multi) {
                ObjectNode all = variable.putObject("current");
                all.putArray("text").add("All");
                all.putArray("value").add("$__all");
            }
        }
    }

    /** What a person may write; what stands in the source until they do. */
    private static void text(JsonNode source, ObjectNode variable) {
        String text = source.path("text").asText();
        variable.put("name", source.path("name").asText())
                .put("label", source.path("label").asText())
                .put("type", "textbox")
                .put("query", text);
        variable.putObject("current").put("text", text).put("value", text);
    }

    /** Row after row, panels from left to right as long as there is room. */
    private List<ObjectNode> layOut() {
        List<ObjectNode> all = new ArrayList<>();
        int id = 1;
        int y = 0;
        for (JsonNode row : source.path("rows")) {
            ObjectNode title = JSON.createObjectNode();
            title.put("id", id++)
                    .put("type", "row")
                    .put("title", row.path("title").asText());
            title.put("collapsed", false).putArray("panels");
            all.add(at(title, 0, y++, PanelSource.WIDTH, 1));
            int x = 0;
            int height = row.path("height").asInt();
            for (JsonNode each : row.path("panels")) {
                int width = each.path("width").asInt();
                if (x + width > PanelSource.WIDTH) {
                    x = 0;
                    y += height;
                }
                all.add(at(panels.panel(each, id++), x, y, width, height));
                x += width;
            }
            y += height;
        }
        return all;
    }

    private static ObjectNode at(ObjectNode panel, int x, int y, int width, int height) {
        panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
        return panel;
    }
}
