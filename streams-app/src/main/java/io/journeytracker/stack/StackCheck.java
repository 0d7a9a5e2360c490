package io.journeytracker.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether every part of a running stack is healthy, and every panel has data. */
public final class StackCheck {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String ABSENT = "";

    private final List<Dashboard> dashboards;
    private final Map<String, String> mayBeEmpty;
    private final PanelCheck panels;
    private final StackAddresses at;

    /**
     * @param notes what was found well
     * @param problems what was not; none: all is well
     */
    public record Result(List<String> notes, List<String> problems) {}

    /**
     * @param files the folder {@code grafana} of the checkout
     * @param rate what rates are taken over
     * @throws StackException if the files cannot be read
     */
    public StackCheck(Path files, StackAddresses at, Duration rate) {
        this.dashboards = Dashboard.in(files.resolve("dashboards"));
        this.mayBeEmpty = PanelCheck.mayBeEmpty(files.resolve("may-be-empty.yaml"));
        this.panels = new PanelCheck(dashboards, mayBeEmpty, rate);
        this.at = at;
    }

    /** Looks again until all is well or the time is up. */
    public Result until(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Result result = once();
        while (!result.problems().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(PAUSE.toMillis());
            result = once();
        }
        return result;
    }

    /** Looks once. */
    public Result once() {
        List<String> notes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        answers("application", at.application() + "/health/ready", notes, problems);
        answers("Prometheus", at.prometheus() + "/-/ready", notes, problems);
        answers("Alertmanager", at.alertmanager() + "/-/ready", notes, problems);
        boolean grafana = !at.grafana().equals(ABSENT);
        if (grafana) {
            answers("Grafana", at.grafana() + "/api/health", notes, problems);
        }
        if (!problems.isEmpty()) {
            return new Result(notes, problems);
        }
        Prometheus prometheus = new Prometheus(at.prometheus());
        try {
            prometheus.targetsDown().forEach(target -> problems.add("Prometheus cannot scrape " + target));
            prometheus.rulesFailing().forEach(rule -> problems.add("Prometheus cannot evaluate rule " + rule));
        } catch (StackException e) {
            problems.add(e.getMessage());
        }
        if (grafana) {
            provisioned(notes, problems);
            // The way that Grafana's own panels take.
            prometheus = new Prometheus(at.grafana() + "/api/datasources/proxy/uid/prometheus");
        } else {
            notes.add("Grafana: not asked for; whether it is provisioned and how it draws is not checked");
        }
        PanelCheck.Findings findings = panels.ask(prometheus);
        problems.addAll(findings.problems());
        notes.add("panels: " + findings.answered() + " queries have data");
        findings.empty().forEach(name -> notes.add("empty, as it may be: " + name + " (" + mayBeEmpty.get(name) + ")"));
        return new Result(notes, problems);
    }

    private void provisioned(List<String> notes, List<String> problems) {
        for (Dashboard dashboard : dashboards) {
            answers(
                    "dashboard " + dashboard.title(),
                    at.grafana() + "/api/dashboards/uid/" + dashboard.uid(),
                    notes,
                    problems);
        }
    }

    private static void answers(String what, String address, List<String> notes, List<String> problems) {
        try {
            Http.get(address);
            notes.add(what + ": well (" + address + ")");
        } catch (StackException e) {
            problems.add(what + ": " + e.getMessage());
        }
    }
}
