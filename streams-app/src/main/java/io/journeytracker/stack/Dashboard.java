package io.journeytracker.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a dashboard asks Prometheus, read from Grafana's JSON.
 *
 * @param variables in their order: later ones may use earlier ones
 * @param queries of panels and annotations
 */
public record Dashboard(String uid, String title, List<Variable> variables, List<Query> queries) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}|\\$\\{__field\\.labels\\.(\\w+)}");

    /** @param several whether a person may choose several values, or all */
    public record Variable(String name, String query, boolean several) {}

    /**
     * @param name dashboard, panel and query, for people
     * @param labels that the legend or the title shows, or a link uses
     */
    public record Query(String name, String expression, Set<String> labels) {}

    /**
     * All dashboards of a folder.
     *
     * @throws StackException if there are none, or one cannot be read
     */
    public static List<Dashboard> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Dashboard> dashboards = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Dashboard::read)
                    .toList();
            if (dashboards.isEmpty()) {
                throw new StackException(folder + ": holds no dashboards; expected files that end with .json");
            }
            return dashboards;
        } catch (IOException e) {
            throw new StackException(folder + ": cannot be read; expected the folder of the dashboards", e);
        }
    }

    private static Dashboard read(Path file) {
        try {
            return of(JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new StackException(file + ": is no JSON", e);
        }
    }

    /** @param dashboard as Grafana reads it */
    public static Dashboard of(JsonNode dashboard) {
        List<Variable> variables = new ArrayList<>();
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            if (variable.path("type").asText().equals("query")) {
                variables.add(new Variable(
                        variable.path("name").asText(),
                        variable.path("query").path("query").asText(),
                        variable.path("multi").asBoolean()));
            }
        }
        String title = dashboard.path("title").asText();
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(
                        title + " / " + panel.path("title").asText() + " / "
                                + target.path("refId").asText(),
                        target.path("expr").asText(),
                        labels(target.path("legendFormat").asText() + panel.at("/fieldConfig/defaults/links"))));
            }
        }
        for (JsonNode annotation : dashboard.path("annotations").path("list")) {
            queries.add(new Query(
                    title + " / " + annotation.path("name").asText() + " / annotation",
                    annotation.path("expr").asText(),
                    labels(annotation.path("titleFormat").asText())));
        }
        return new Dashboard(dashboard.path("uid").asText(), title, variables, queries);
    }

    private static Set<String> labels(String legend) {
        Set<String> labels = new TreeSet<>();
        Matcher found = LEGEND.matcher(legend);
        while (found.find()) {
            labels.add(found.group(1) == null ? found.group(2) : found.group(1));
        }
        return labels;
    }
}
