package io.journeytracker.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prometheus's HTTP API, as far as the check asks it: <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">API</a>. */
public final class Prometheus {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;

    /** @param address without a slash at the end; may be Grafana's proxy to a data source */
    public Prometheus(String address) {
        this.address = address;
    }

    /** One sample of an answer. */
    public record Sample(Map<String, String> labels, double value) {}

    /**
     * Evaluates an expression as of now.
     *
     * @throws StackException if Prometheus is away or cannot evaluate it
     */
    public List<Sample> query(String expression) {
        JsonNode data = data(
                Http.post(address + "/api/v1/query", "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)));
        List<Sample> samples = new ArrayList<>();
        if (data.path("resultType").asText().equals("scalar")) {
            samples.add(new Sample(Map.of(), data.path("result").path(1).asDouble()));
            return samples;
        }
        for (JsonNode each : data.path("result")) {
            Map<String, String> labels = new TreeMap<>();
            each.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            samples.add(new Sample(labels, number(each.path("value").path(1).asText())));
        }
        return samples;
    }

    /** What a label of these series says, in order, each once. */
    public List<String> labelValues(String selector, String label) {
        return query("group by (" + label + ") (" + selector + ")").stream()
                .map(sample -> sample.labels().getOrDefault(label, ""))
                .filter(value -> !value.isEmpty())
                .sorted()
                .toList();
    }

    /** Scrape targets that are not up, with what Prometheus says of them. */
    public List<String> targetsDown() {
        List<String> down = new ArrayList<>();
        for (JsonNode target :
                data(Http.get(address + "/api/v1/targets?state=active")).path("activeTargets")) {
            if (!target.path("health").asText().equals("up")) {
                down.add(target.path("scrapeUrl").asText() + " "
                        + target.path("lastError").asText());
            }
        }
        return down;
    }

    /** Rules whose last evaluation failed, with why. */
    public List<String> rulesFailing() {
        List<String> failing = new ArrayList<>();
        for (JsonNode group : data(Http.get(address + "/api/v1/rules")).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                if (rule.path("health").asText().equals("err")) {
                    failing.add(rule.path("name").asText() + " "
                            + rule.path("lastError").asText());
                }
            }
        }
        return failing;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private JsonNode data(String answer) {
        try {
            return JSON.readTree(answer).path("data");
        } catch (JsonProcessingException e) {
            throw new StackException(address + " does not answer as Prometheus does", e);
        }
    }
}
