package io.journeytracker.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every dashboard must be like: Grafana's linter's rules, and those of this project for texts. */
final class DashboardRules {

    /** Those that are used; that Grafana knows them, GrafanaDataTest shows. */
    private static final Set<String> UNITS =
            Set.of("none", "short", "percent", "percentunit", "s", "bytes", "ms", "cps", "cpm", "reqps", "ops");

    private static final Set<String> TYPES =
            Set.of("row", "stat", "timeseries", "bargauge", "barchart", "table", "heatmap");
    private static final Set<String> TRANSFORMATIONS =
            Set.of("merge", "organize", "sortBy", "groupingToMatrix", "joinByField");
    private static final Pattern COUNTER = Pattern.compile("\\b\\w+_(?:total|bucket|count)\\b(?=[{\\[)\\s]|$)");
    private static final Pattern RATED =
            Pattern.compile("(?:rate|increase)\\(\\w+_(?:total|bucket|count|sum)(?:\\{[^}]*})?\\[");
    private static final Pattern FIXED_RATE = Pattern.compile("\\brate\\([^\\[]*\\[(?!\\$__rate_interval])");
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+_[a-z_]+\\b");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)[:}]");
    private static final String WEB = "streams-app/src/main/resources/io/journeytracker/web/";
    /** Our pages, and where it says which parameters they know. */
    private static final Map<String, String> PAGES = Map.of("${map}/map?", "link.js", "${map}/alerts?", "alerts.js");

    private static final Set<String> CHOICES = Set.of("status", "sort", "view");
    private static final int SENTENCES = 2;
    /** What the second sentence tells people to do, in some of these words. */
    private static final Pattern ACTION = Pattern.compile("(?i)\\b(?:add|ask|begin|choose|compare|correct|follow|give|look"
            + "|make|open|publish|raise|read|report|restart|see|set|talk|tell|wait|work)\\b");

    private final List<String> problems = new ArrayList<>();
    private String where = "";

    private DashboardRules() {}

    /** @param dashboards by file name, Grafana's JSON */
    static List<String> problems(Map<String, String> dashboards) {
        DashboardRules rules = new DashboardRules();
        Set<String> uids = new TreeSet<>();
        dashboards.forEach((file, text) -> {
            JsonNode dashboard = parse(text);
            rules.where = file;
            rules.require(uids.add(dashboard.path("uid").asText()), "its uid is another one's too");
            rules.dashboard(dashboard);
        });
        return rules.problems;
    }

    private static JsonNode parse(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(where + ": " + otherwise);
        }
    }

    private void dashboard(JsonNode dashboard) {
        String file = where;
        require(
                dashboard.path("editable").isBoolean()
                        && !dashboard.path("editable").asBoolean(),
                "can be edited");
        require(!dashboard.path("title").asText().isBlank(), "has no title");
        List<String> variables = new ArrayList<>();
        dashboard
                .path("templating")
                .path("list")
                .forEach(each -> variables.add(each.path("name").asText()));
        require(variables.containsAll(List.of("datasource", "job")), "lacks the variables datasource and job");
        Set<Integer> ids = new TreeSet<>();
        Set<String> titles = new TreeSet<>();
        boolean[][] taken = new boolean[400][PanelSource.WIDTH];
        for (JsonNode panel : dashboard.path("panels")) {
            where = file + " / " + panel.path("title").asText();
            require(ids.add(panel.path("id").asInt()), "its id is another panel's too");
            require(
                    !panel.path("title").asText().isBlank()
                            && titles.add(panel.path("title").asText()),
                    "its title is missing or another panel's too");
            require(TYPES.contains(panel.path("type").asText()), "is of an unknown type");
            place(panel.path("gridPos"), taken);
            if (!panel.path("type").asText().equals("row")) {
                panel(panel, variables);
            }
        }
        where = file;
    }

    private void place(JsonNode at, boolean[][] taken) {
        int right = at.path("x").asInt() + at.path("w").asInt();
        require(
                at.path("w").asInt() > 0 && at.path("h").asInt() > 0 && right <= PanelSource.WIDTH,
                "is not within the grid");
        boolean overlaps = false;
        for (int y = at.path("y").asInt();
                y < at.path("y").asInt() + at.path("h").asInt();
                y++) {
            for (int x = at.path("x").asInt(); x < Math.min(right, PanelSource.WIDTH); x++) {
                overlaps |= taken[y][x];
                taken[y][x] = true;
            }
        }
        require(!overlaps, "overlaps another panel");
    }

    private void panel(JsonNode panel, List<String> variables) {
        String text = panel.path("description").asText();
        require(!text.isBlank(), "has no description");
        String[] sentences = text.split("[.!?](?:\\s|$)");
        require(sentences.length == SENTENCES, "its description has not two sentences");
        require(
                ACTION.matcher(sentences[sentences.length - 1]).find(),
                "its description does not say what to do when it looks bad");
        require(!METRIC.matcher(text).find(), "its description names a metric");
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        require(UNITS.contains(defaults.path("unit").asText()), "its unit is none of Grafana's that are used here");
        require(!defaults.path("noValue").asText().isBlank(), "says nothing where it has no data");
        if (panel.path("type").asText().equals("bargauge")) {
            require(defaults.has("min") && defaults.path("min").asDouble() == 0, "its bars do not begin at 0");
        }
        panel.path("transformations")
                .forEach(each ->
                        require(TRANSFORMATIONS.contains(each.path("id").asText()), "has an unknown transformation"));
        inOrder(panel);
        require(
                panel.path("datasource").path("uid").asText().equals("${datasource}"),
                "its data source is not the variable's");
        require(panel.path("targets").size() > 0, "asks nothing");
        panel.path("links").forEach(link -> link(link.path("url").asText(), variables));
        defaults.path("links").forEach(link -> link(link.path("url").asText(), variables));
        Set<String> refs = new TreeSet<>();
        for (JsonNode target : panel.path("targets")) {
            require(refs.add(target.path("refId").asText()), "two of its queries have one name");
            query(target.path("expr").asText());
        }
    }

    /** Nobody else brings them into it: neither Prometheus nor its data source. */
    private void inOrder(JsonNode panel) {
        if (panel.at("/targets/0/legendFormat").asText().equals("{{step}}")) {
            JsonNode last = panel.at("/transformations/1/options/orderBy/0");
            require(
                    panel.at("/transformations/0/id").asText().equals("joinByField")
                            && last.path("type").asText().equals("label")
                            && last.path("name").asText().equals("step"),
                    "its stages are not in the order of the journey");
        }
    }

    /** To a page of ours, by what its address may hold. */
    private void link(String url, List<String> variables) {
        Matcher used = VARIABLE.matcher(url);
        while (used.find()) {
            require(variables.contains(used.group(1)), "its link uses an unknown variable");
        }
        String page = PAGES.get(url.substring(0, url.indexOf('?') + 1));
        require(page != null, "its link leads to no page of ours");
        if (page == null) {
            return;
        }
        String known = Checkout.read(WEB + page);
        String choices = Checkout.read(WEB + "customers.js") + Checkout.read(WEB + "map.js");
        String anywhere = Checkout.read(WEB + "pages.js");
        for (String parameter : url.substring(url.indexOf('?') + 1).split("&")) {
            String[] said = parameter.split("=");
            require(known.contains("'" + said[0] + "'"), "its link says what the page does not know");
            require(
                    !CHOICES.contains(said[0]) || choices.contains("['" + said[1] + "',"),
                    "its link chooses what the page does not offer");
            require(
                    !said[0].equals("stage")
                            || said[1].startsWith("$")
                            || anywhere.contains("ANYWHERE = '" + said[1] + "'"),
                    "its link names a stage that may be in no map");
        }
    }

    private void query(String expression) {
        require(
                !RATED.matcher(expression).replaceAll("").transform(rest -> COUNTER.matcher(rest)
                        .find()),
                "shows a counter without a rate");
        require(!FIXED_RATE.matcher(expression).find(), "its rate is not over $__rate_interval");
        boolean own = expression.contains("journey_") || expression.contains("journey:");
        require(!own || expression.contains("job=\"$job\""), "does not ask for the chosen installation");
    }
}
