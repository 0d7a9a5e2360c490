package io.journeytracker.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.journeytracker.testing.BrokerProcess;
import io.journeytracker.testing.Checkout;
import io.journeytracker.testing.RegistryProcess;
import io.journeytracker.testing.TrackerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * docker-compose.yml with the file for the demo over it, as Compose itself reads them, acted out without containers: what Compose would start is
 * started when Compose would start it, with its command, environment and files, and is looked after as often as its health check says. Names and ports
 * of the services become addresses of this machine, folders of containers become folders here. The broker, the registry, Prometheus and Alertmanager
 * are those that this machine has; Grafana is left out.
 */
final class ComposeRehearsal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LEFT_OUT = "grafana";

    private final Path folder;
    private final Path app;
    private final JsonNode services;
    private final int applicationPort = Program.freePort();
    private final int intakePort = Program.freePort();
    private final int prometheusPort = Program.freePort();
    private final int alertmanagerPort = Program.freePort();
    /** As the files write them, and where that is here. */
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    private final ExecutorService side = Executors.newCachedThreadPool();
    private final Map<String, CompletableFuture<Void>> begun = new HashMap<>();
    private final Map<String, Program> programs = new ConcurrentHashMap<>();
    private final Deque<AutoCloseable> closing = new ConcurrentLinkedDeque<>();

    /** @param folder where everything is kept */
    ComposeRehearsal(Path folder) throws IOException {
        this.folder = folder;
        Program.Ended read = Program.run(
                Checkout.root(),
                "docker-compose",
                "-f",
                "docker-compose.yml",
                "-f",
                "grafana/compose/demo.yml",
                "config");
        if (read.code() != 0) {
            throw new IllegalStateException(read.output());
        }
        services = new ObjectMapper(new YAMLFactory()).readTree(read.output()).path("services");
        app = image(Files.createDirectory(folder.resolve("app")));
        addresses.putAll(Map.of(
                "8080", String.valueOf(applicationPort),
                "app:8085", "127.0.0.1:" + intakePort,
                "localhost:9090", "127.0.0.1:" + prometheusPort,
                "localhost:9093", "127.0.0.1:" + alertmanagerPort));
    }

    /** What the Dockerfile leaves in /app of what the build made. */
    private static Path image(Path app) throws IOException {
        Path root = Checkout.root().toRealPath();
        try (Stream<Path> parts = Files.list(root.resolve("streams-app/target/app"))) {
            for (Path part : parts.toList()) {
                String name = part.getFileName().toString();
                if (!name.equals("lib-dev") && !name.endsWith("-dev.jar")) {
                    Files.createSymbolicLink(app.resolve(name), part);
                }
            }
        }
        for (String script : List.of("journey", "streams-app/src/main/docker/healthy")) {
            Path source = root.resolve(script);
            Files.copy(source, app.resolve(source.getFileName())).toFile().setExecutable(true);
        }
        return app;
    }

    /** Starts everything in its order, and waits until the last one is there. */
    void up() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        services.properties().forEach(service -> {
            if (!service.getValue().has("profiles") && !service.getKey().equals(LEFT_OUT)) {
                all.add(begin(service.getKey()));
            }
        });
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    /** After those that it depends on are well, or have ended well. */
    private CompletableFuture<Void> begin(String name) {
        if (!begun.containsKey(name)) {
            List<CompletableFuture<Void>> before = new ArrayList<>();
            services.path(name).path("depends_on").fieldNames().forEachRemaining(other -> before.add(begin(other)));
            begun.put(
                    name,
                    CompletableFuture.allOf(before.toArray(CompletableFuture[]::new))
                            .thenRunAsync(() -> act(name, services.path(name)), side));
        }
        return begun.get(name);
    }

    private void act(String name, JsonNode service) {
        long began = System.nanoTime();
        String image = service.path("image").asText("").replaceAll(":.*", "");
        switch (image) {
            case "apache/kafka" -> addresses.put("kafka:19092", broker());
            case "confluentinc/cp-schema-registry" -> addresses.put("http://schema-registry:8081", registry());
            case "prom/prometheus" -> daemon(name, service, "prometheus", prometheusPort);
            case "prom/alertmanager" -> daemon(name, service, "prometheus-alertmanager", alertmanagerPort);
            case "" -> program(name, service);
            default -> throw new IllegalStateException("The rehearsal knows nothing that stands for " + image);
        }
        JsonNode test = service.at("/healthcheck/test");
        if (test.size() > 1) {
            awaitHealth(service, began, image.startsWith("prom/") || image.isEmpty() ? test : null);
        } else if (service.path("restart").asText().equals("no")) {
            int code = programs.get(name).ended(PATIENCE).orElseThrow();
            if (code != 0) {
                throw new IllegalStateException(name + " ended with " + code + ": " + said(name));
            }
        }
    }

    private String broker() {
        BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"));
        closing.addFirst(broker);
        return broker.bootstrapServers();
    }

    private String registry() {
        RegistryProcess registry = RegistryProcess.start();
        closing.addFirst(registry);
        return registry.url();
    }

    private void daemon(String name, JsonNode service, String program, int port) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(words(service, service.path("command")));
        command.add("--web.listen-address=127.0.0.1:" + port);
        start(name, command, System.getenv());
    }

    /** The application, by the image's entry point. */
    private void program(String name, JsonNode service) {
        List<String> command = new ArrayList<>();
        command.add(here(service, entryPoint()));
        command.addAll(words(service, service.path("command")));
        Map<String, String> environment = bare();
        service.path("environment")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(), here(service, variable.getValue().asText())));
        // As much memory as the container would see.
        environment.merge(
                "JOURNEY_JAVA_OPTS",
                "-XX:MaxRAM=" + service.path("mem_limit").asText(),
                (given, more) -> given + " " + more);
        environment.put("JOURNEY_HTTP_PORT", String.valueOf(applicationPort));
        environment.put("JOURNEY_INTAKE_PORT", String.valueOf(intakePort));
        start(name, command, environment);
    }

    private static String entryPoint() {
        Matcher found =
                Pattern.compile("(?m)^ENTRYPOINT \\[\"([^\"]+)\"]$").matcher(Checkout.read("streams-app/Dockerfile"));
        if (!found.find()) {
            throw new IllegalStateException("The Dockerfile has no entry point of one word");
        }
        return found.group(1);
    }

    /** What an image's environment has: a path, and Java. */
    private static Map<String, String> bare() {
        return new TreeMap<>(Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", System.getProperty("java.home")));
    }

    private void start(String name, List<String> command, Map<String, String> environment) {
        Program program = Program.start(folder.resolve(name + ".log"), command, environment);
        programs.put(name, program);
        closing.addFirst(program);
    }

    // ---- addresses and folders -----------------------------------------------------------------------------------

    private List<String> words(JsonNode service, JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(here(service, word.asText())));
        return words;
    }

    /** With addresses and folders of this machine. */
    private String here(JsonNode service, String text) {
        String result = text;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            result = result.replaceAll(
                    "(?<![\\w.:-])" + Pattern.quote(address.getKey()) + "(?![\\w.-])",
                    Matcher.quoteReplacement(address.getValue()));
        }
        for (Map.Entry<String, Path> mount : mounts(service).entrySet()) {
            result = result.replaceAll(
                    "(?<![\\w.:/-])" + Pattern.quote(mount.getKey()) + "(?=/|$)",
                    Matcher.quoteReplacement(mount.getValue().toString()));
        }
        return result;
    }

    private Map<String, Path> mounts(JsonNode service) {
        Map<String, Path> mounts = new TreeMap<>();
        mounts.put("/app", app);
        for (JsonNode volume : service.path("volumes")) {
            String[] parts = volume.asText().split(":");
            mounts.put(parts[1], parts[0].startsWith("/") ? Path.of(parts[0]) : folder.resolve("volume-" + parts[0]));
        }
        mounts.computeIfPresent("/etc/prometheus", (target, committed) -> scrapeConfig());
        return mounts;
    }

    private Path scrapeConfig() {
        try {
            return new ScrapeConfig(applicationPort, prometheusPort, alertmanagerPort)
                    .writeTo(Files.createDirectories(folder.resolve("etc-prometheus")))
                    .getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- health --------------------------------------------------------------------------------------------------

    /** @param test null: it is well since it was started */
    private void awaitHealth(JsonNode service, long began, JsonNode test) {
        Duration interval = Duration.parse(
                "PT" + service.at("/healthcheck/interval").asText().toUpperCase(Locale.ROOT));
        Awaitility.await()
                .atMost(PATIENCE.plus(PATIENCE))
                .pollDelay(Duration.ZERO)
                .pollInterval((count, before) -> untilNext(interval, began))
                .ignoreExceptions()
                .until(() ->
                        System.nanoTime() - began >= interval.toNanos() && (test == null || isWell(service, test)));
    }

    /** The next time is a whole number of intervals after the start. */
    private static Duration untilNext(Duration interval, long began) {
        long nanos = interval.toNanos();
        return Duration.ofNanos(nanos - (System.nanoTime() - began) % nanos);
    }

    private boolean isWell(JsonNode service, JsonNode test) {
        List<String> words = words(service, test);
        String last = words.get(words.size() - 1);
        return last.startsWith("http")
                ? TrackerFixture.get(last).statusCode() == 200
                : Program.run(folder, words.subList(1, words.size()).toArray(String[]::new))
                                .code()
                        == 0;
    }

    // ---- what can be asked of it ---------------------------------------------------------------------------------

    /** {@code ./journey compose-check}, as somebody runs it who has started all of it. */
    Program.Ended check() {
        String here = "http://127.0.0.1:";
        start(
                "check",
                List.of(
                        app.resolve("journey").toString(),
                        "compose-check",
                        "--files=" + Checkout.root().resolve("grafana"),
                        "--application=" + here + applicationPort,
                        "--prometheus=" + here + prometheusPort,
                        "--alertmanager=" + here + alertmanagerPort,
                        "--without-grafana"),
                bare());
        return new Program.Ended(
                programs.get("check").ended(PATIENCE.multipliedBy(3)).orElseThrow(), said("check"));
    }

    /** All that a program has printed. */
    String said(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the application serves on /metrics. */
    String scraped() {
        return TrackerFixture.get("http://127.0.0.1:" + applicationPort + "/metrics")
                .body();
    }

    /** Asks a service to end. @return whether it did in the time that Compose gives it */
    boolean endsInTime(String name) {
        Duration grace = Duration.parse(
                "PT" + services.path(name).path("stop_grace_period").asText().toUpperCase(Locale.ROOT));
        programs.get(name).terminate();
        return programs.get(name).ended(grace).isPresent();
    }

    @Override
    public void close() {
        side.shutdown();
        for (AutoCloseable each : closing) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the rehearsal does not end", e);
            }
        }
    }
}
