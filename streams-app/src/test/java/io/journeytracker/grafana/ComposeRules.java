package io.journeytracker.grafana;

import io.journeytracker.grafana.ComposeFile.Condition;
import io.journeytracker.grafana.ComposeFile.HealthCheck;
import io.journeytracker.grafana.ComposeFile.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What would be wrong with containers and would not show where there are none: the rehearsal puts folders and ports of this machine in place of those of
 * a container, whatever the file says of them, unless these rules hold.
 */
final class ComposeRules {

    private static final Pattern PATH = Pattern.compile("(?<![\\w.:/-])/\\w[\\w./-]*");
    private static final List<String> OWN_PORTS = List.of("JOURNEY_HTTP_PORT", "JOURNEY_INTAKE_PORT");
    private static final String CONFIGURATION = "/etc/prometheus";

    private final Path root;
    private final ComposeFile file;
    private final List<String> problems = new ArrayList<>();

    private ComposeRules(Path root, ComposeFile file) {
        this.root = root;
        this.file = file;
    }

    /** @param root the checkout. @return a sentence each; empty: the rehearsal shows what containers would do */
    static List<String> problems(Path root, ComposeFile file) {
        ComposeRules rules = new ComposeRules(root, file);
        file.started().forEach(rules::judge);
        return List.copyOf(rules.problems);
    }

    private void judge(String name) {
        file.dependencies(name).forEach((other, condition) -> judge(name, other, condition));
        for (Mount mount : file.mounts(name)) {
            if (mount.isOfThisMachine() && !Files.exists(Path.of(mount.source()))) {
                problems.add("%s: there is no %s to mount".formatted(name, mount.source()));
            }
        }
        String image = file.image(name);
        if (image.isEmpty() || image.startsWith("prom/")) {
            judgePaths(name);
            file.healthCheck(name).map(HealthCheck::test).ifPresent(test -> {
                if (!test.get(0).equals("CMD")) {
                    problems.add("%s: only health checks by CMD can be acted out, not %s".formatted(name, test));
                }
            });
        }
        if (image.isEmpty()) {
            judgePorts(name);
        }
        if (image.equals("prom/prometheus")) {
            judgeConfiguration(name);
        }
    }

    private void judge(String name, String other, Condition condition) {
        if (condition == Condition.SERVICE_HEALTHY && file.healthCheck(other).isEmpty()) {
            problems.add("%s waits until %s is healthy, which has no health check".formatted(name, other));
        }
        if (condition == Condition.SERVICE_COMPLETED_SUCCESSFULLY
                && !file.service(other).path("restart").asText("no").equals("no")) {
            problems.add("%s waits for the end of %s, which is started again when it ends".formatted(name, other));
        }
    }

    /** The image has its own folder and what is mounted, and nothing else of ours. */
    private void judgePaths(String name) {
        List<String> known =
                new ArrayList<>(file.mounts(name).stream().map(Mount::target).toList());
        known.addAll(List.of("/app", "/dev/null"));
        Stream.of(
                        file.command(name).stream(),
                        file.environment(name).values().stream(),
                        file.healthCheck(name).stream().flatMap(check -> check.test().stream()))
                .flatMap(words -> words)
                .flatMap(word -> PATH.matcher(word).results())
                .map(found -> found.group())
                .filter(path ->
                        known.stream().noneMatch(folder -> path.equals(folder) || path.startsWith(folder + "/")))
                .forEach(path -> problems.add("%s: nothing is mounted at %s".formatted(name, path)));
    }

    /** Published ports and health checks are those that the application has unless it is told otherwise. */
    private void judgePorts(String name) {
        OWN_PORTS.stream()
                .filter(file.environment(name)::containsKey)
                .forEach(port -> problems.add("%s sets %s, which the rehearsal sets itself".formatted(name, port)));
    }

    /** A copy with addresses of this machine takes the place of what is mounted. */
    private void judgeConfiguration(String name) {
        List<Path> mounted = file.mounts(name).stream()
                .filter(mount -> mount.target().equals(CONFIGURATION))
                .map(mount -> Path.of(mount.source()).normalize())
                .toList();
        if (!mounted.equals(List.of(root.resolve("grafana/prometheus").normalize()))) {
            problems.add("%s: at %s is %s, not grafana/prometheus of the checkout"
                    .formatted(name, CONFIGURATION, mounted.isEmpty() ? "nothing" : mounted));
        }
    }
}
