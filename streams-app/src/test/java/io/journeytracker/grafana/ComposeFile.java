package io.journeytracker.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Services as Compose itself reads its files, whichever Compose that is: version 1 writes some things shorter than version 2. */
final class ComposeFile {

    // What Docker does where the file says nothing.
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final JsonNode services;

    /** What a service waits for in one that it depends on; named as in the file. */
    enum Condition {
        SERVICE_STARTED,
        SERVICE_HEALTHY,
        SERVICE_COMPLETED_SUCCESSFULLY
    }

    /** @param source a folder or file of this machine, or a volume's name */
    record Mount(String source, String target) {

        /** Whether it is a folder or file of this machine. */
        boolean isOfThisMachine() {
            return source.startsWith("/");
        }
    }

    /**
     * @param test what is asked, by its first word: how
     * @param timeout after which no answer is a bad one
     */
    record HealthCheck(List<String> test, Duration interval, Duration timeout) {}

    ComposeFile(JsonNode services) {
        this.services = services;
    }

    /** @param options where the files are, and the profiles */
    static ComposeFile read(Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker-compose"));
        command.addAll(List.of(options));
        command.add("config");
        return of(Program.read(folder, command.toArray(String[]::new)));
    }

    /** @param text what {@code docker-compose config} prints */
    static ComposeFile of(String text) throws IOException {
        return new ComposeFile(
                new ObjectMapper(new YAMLFactory()).readTree(text).path("services"));
    }

    /** Those that are started where no profile is asked for. */
    List<String> started() {
        return services.properties().stream()
                .filter(service -> !service.getValue().has("profiles"))
                .map(Map.Entry::getKey)
                .toList();
    }

    JsonNode service(String name) {
        return services.path(name);
    }

    /** Without its version; empty: it is built here. */
    String image(String name) {
        return service(name).path("image").asText("").replaceAll(":.*", "");
    }

    /** What it waits for, by the name of the other service. */
    Map<String, Condition> dependencies(String name) {
        Map<String, Condition> conditions = new TreeMap<>();
        JsonNode others = service(name).path("depends_on");
        others.properties()
                .forEach(other -> conditions.put(
                        other.getKey(),
                        Condition.valueOf(
                                other.getValue().path("condition").asText().toUpperCase(Locale.ROOT))));
        if (others.isArray()) {
            others.forEach(other -> conditions.put(other.asText(), Condition.SERVICE_STARTED));
        }
        return conditions;
    }

    /** Whether another one waits for its end. */
    boolean isAwaitedToEnd(String name) {
        return started().stream()
                .anyMatch(other -> dependencies(other).get(name) == Condition.SERVICE_COMPLETED_SUCCESSFULLY);
    }

    /** Empty: there is none, or it is switched off. */
    Optional<HealthCheck> healthCheck(String name) {
        JsonNode check = service(name).path("healthcheck");
        List<String> test = new ArrayList<>();
        if (check.path("test").isTextual()) {
            test.addAll(List.of("CMD-SHELL", check.path("test").asText()));
        }
        check.path("test").forEach(word -> test.add(word.asText()));
        return test.size() < 2 || check.path("disable").asBoolean()
                ? Optional.empty()
                : Optional.of(new HealthCheck(
                        test, duration(check.path("interval"), INTERVAL), duration(check.path("timeout"), TIMEOUT)));
    }

    /** How long it may take to end when it is asked to. */
    Duration grace(String name) {
        return duration(service(name).path("stop_grace_period"), GRACE);
    }

    private static Duration duration(JsonNode text, Duration otherwise) {
        return text.isMissingNode()
                ? otherwise
                : Duration.parse("PT" + text.asText().toUpperCase(Locale.ROOT));
    }

    List<Mount> mounts(String name) {
        List<Mount> mounts = new ArrayList<>();
        for (JsonNode volume : service(name).path("volumes")) {
            String[] parts = volume.asText().split(":");
            mounts.add(
                    volume.isObject()
                            ? new Mount(
                                    volume.path("source").asText(),
                                    volume.path("target").asText())
                            : new Mount(parts[0], parts[1]));
        }
        return mounts;
    }

    Map<String, String> environment(String name) {
        Map<String, String> environment = new TreeMap<>();
        service(name)
                .path("environment")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return environment;
    }

    List<String> command(String name) {
        List<String> words = new ArrayList<>();
        service(name).path("command").forEach(word -> words.add(word.asText()));
        return words;
    }
}
