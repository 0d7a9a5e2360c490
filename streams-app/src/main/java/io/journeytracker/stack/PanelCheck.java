package io.journeytracker.stack;

import io.journeytracker.stack.Dashboard.Query;
import io.journeytracker.stack.Prometheus.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Evaluates every query of every variable, panel and annotation and says which have nothing to show. */
public final class PanelCheck {

    private static final Duration RANGE = Duration.ofHours(24);

    private final List<Dashboard> dashboards;
    private final Map<String, String> mayBeEmpty;
    private final Duration rate;

    /** How it went: how many queries answered with data, which may be empty and are, and what is wrong. */
    public record Findings(int answered, Set<String> empty, List<String> problems) {}

    /**
     * @param mayBeEmpty names of queries with the reason why they may have nothing to show
     * @param rate what stands for {@code $__rate_interval}
     */
    public PanelCheck(List<Dashboard> dashboards, Map<String, String> mayBeEmpty, Duration rate) {
        this.dashboards = dashboards;
        this.mayBeEmpty = mayBeEmpty;
        this.rate = rate;
    }

    /**
     * The list of queries that may be empty, with their reasons, from a YAML file.
     *
     * @throws StackException if it cannot be read
     */
    public static Map<String, String> mayBeEmpty(Path file) {
        try {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            Map<String, String> reasons = new TreeMap<>();
            if (read instanceof Map<?, ?> map) {
                map.forEach((name, reason) -> reasons.put(String.valueOf(name), String.valueOf(reason)));
            }
            return reasons;
        } catch (IOException e) {
            throw new StackException(file + ": cannot be read; expected the list of queries that may be empty", e);
        }
    }

    /** Asks all of it once. */
    public Findings ask(Prometheus prometheus) {
        int answered = 0;
        Set<String> empty = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Dashboard dashboard : dashboards) {
            Choice choice = new Choice(RANGE, rate);
            try {
                dashboard.variables().forEach(variable -> choice.choose(variable, prometheus));
            } catch (StackException e) {
                problems.add(dashboard.title() + ": " + e.getMessage());
                continue;
            }
            for (Query query : dashboard.queries()) {
                names.add(query.name());
                try {
                    List<Sample> samples = prometheus.query(choice.in(query.expression()));
                    if (samples.stream().anyMatch(sample -> !Double.isNaN(sample.value()))) {
                        answered++;
                        missingLabels(query, samples).ifPresent(problems::add);
                    } else if (mayBeEmpty.containsKey(query.name())) {
                        empty.add(query.name());
                    } else {
                        problems.add(query.name() + ": has no data");
                    }
                } catch (StackException e) {
                    problems.add(query.name() + ": " + e.getMessage());
                }
            }
        }
        mayBeEmpty.keySet().stream()
                .filter(name -> !names.contains(name))
                .filter(name -> problems.isEmpty())
                .forEach(name -> problems.add(name + ": may be empty, but there is no such query"));
        return new Findings(answered, empty, problems);
    }

    private static Optional<String> missingLabels(Query query, List<Sample> samples) {
        Set<String> missing = new TreeSet<>(query.labels());
        samples.forEach(sample -> missing.removeAll(sample.labels().keySet()));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(query.name() + ": its legend shows " + missing + ", which no series has");
    }
}
