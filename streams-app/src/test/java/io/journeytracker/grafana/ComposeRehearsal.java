package io.journeytracker.grafana;

import io.journeytracker.grafana.ComposeFile.Condition;
import io.journeytracker.grafana.ComposeFile.HealthCheck;
import io.journeytracker.stack.Dashboard;
import io.journeytracker.stack.PanelCheck;
import io.journeytracker.stack.Prometheus;
import io.journeytracker.testing.BrokerProcess;
import io.journeytracker.testing.Checkout;
import io.journeytracker.testing.RegistryProcess;
import io.journeytracker.testing.TrackerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.awaitility.core.ConditionTimeoutException;

/**
 * docker-compose.yml with the file for the demo over it, as Compose itself reads them, acted out without containers: what Compose would start is
 * started when Compose would start it, with its command, environment and files, and is asked how it is as often as its health check says and for no
 * longer. Names and ports of the services become addresses of this machine, folders of containers become folders here. The broker, the registry,
 * Prometheus and Alertmanager are those that this machine has; the first two are taken to be well once they serve; Grafana is left out. Not acted out:
 * how many bad answers make a service unhealthy, what of them counts at its start, and that Compose starts again what ends.
 */
final class ComposeRehearsal implements AutoCloseable {

    /** For one step, also on a slow machine with other work. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration PATIENCE_WITH_CHECK = Duration.ofMinutes(8);
    private static final String LEFT_OUT = "grafana";
    /** What rates are taken over: more than four scrapes. */
    private static final Duration RATE = Duration.ofMinutes(1);

    private final Path folder;
    private final Path app;
    private final ComposeFile file;
    private final int applicationPort;
    private final int intakePort;
    private final int prometheusPort;
    private final int alertmanagerPort;
    /** As the files write them, and where that is here. */
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    private final ExecutorService side = Executors.newCachedThreadPool();
    private final Map<String, Service> begun = new HashMap<>();
    private final Map<String, Program> programs = new ConcurrentHashMap<>();
    private final Deque<AutoCloseable> closing = new ConcurrentLinkedDeque<>();

    /** What others can wait for. */
    private record Service(
            CompletableFuture<Long> started, CompletableFuture<Void> healthy, CompletableFuture<Void> completed) {

        CompletableFuture<?> when(Condition condition) {
            return switch (condition) {
                case SERVICE_STARTED -> started;
                case SERVICE_HEALTHY -> healthy;
                case SERVICE_COMPLETED_SUCCESSFULLY -> completed;
            };
        }
    }

    /** @param folder where everything is kept */
    ComposeRehearsal(Path folder) throws IOException {
        this(folder, ComposeFile.read(Checkout.root(), "-f", "docker-compose.yml", "-f", "grafana/compose/demo.yml"));
    }

    /** @throws IllegalStateException if the file could be wrong without that it shows here */
    ComposeRehearsal(Path folder, ComposeFile file) throws IOException {
        List<String> problems = ComposeRules.problems(Checkout.root().toRealPath(), file);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems));
        }
        this.folder = folder;
        this.file = file;
        List<Integer> ports = Ports.free(4);
        applicationPort = ports.get(0);
        intakePort = ports.get(1);
        prometheusPort = ports.get(2);
        alertmanagerPort = ports.get(3);
        app = image(Files.createDirectory(folder.resolve("app")));
        addresses.putAll(Map.of(
                "8080", String.valueOf(applicationPort),
                "app:8085", "127.0.0.1:" + intakePort,
                "app:8080", "127.0.0.1:" + applicationPort,
                "prometheus:9090", "127.0.0.1:" + prometheusPort,
                "alertmanager:9093", "127.0.0.1:" + alertmanagerPort,
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

    /** Starts everything in its order, and waits until all are well that say how they are, and those have ended whose end is waited for. */
    void up() {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (String name : file.started()) {
            if (!name.equals(LEFT_OUT)) {
                Service service = begin(name);
                all.addAll(List.of(service.started(), service.healthy(), service.completed()));
            }
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    /** When all that it depends on is as its conditions say. */
    private Service begin(String name) {
        if (!begun.containsKey(name)) {
            List<CompletableFuture<?>> before = new ArrayList<>();
            file.dependencies(name)
                    .forEach((other, condition) -> before.add(begin(other).when(condition)));
            CompletableFuture<Long> started = CompletableFuture.allOf(before.toArray(CompletableFuture[]::new))
                    .thenApplyAsync(ready -> act(name), side);
            begun.put(
                    name,
                    new Service(
                            started,
                            started.thenAcceptAsync(began -> awaitHealth(name, began), side),
                            started.thenAcceptAsync(began -> awaitEnd(name), side)));
        }
        return begun.get(name);
    }

    /** @return when, by {@link System#nanoTime()} */
    private long act(String name) {
        long began = System.nanoTime();
        switch (file.image(name)) {
            case "apache/kafka" -> addresses.put("kafka:19092", broker());
            case "confluentinc/cp-schema-registry" -> addresses.put("http://schema-registry:8081", registry());
            case "prom/prometheus" -> daemon(name, "prometheus", prometheusPort);
            case "prom/alertmanager" -> daemon(name, "prometheus-alertmanager", alertmanagerPort);
            case "" -> program(name);
            default ->
                throw new IllegalStateException("The rehearsal knows nothing that stands for " + file.image(name));
        }
        return began;
    }

    /** Waits where another one does. */
    private void awaitEnd(String name) {
        if (file.isAwaitedToEnd(name)) {
            int code = end(name, PATIENCE);
            if (code != 0) {
                throw new IllegalStateException(name + " ended with " + code + ": " + said(name));
            }
        }
    }

    private int end(String name, Duration patience) {
        return programs.get(name)
                .ended(patience)
                .orElseThrow(() -> new IllegalStateException(
                        name + " runs still after " + patience.toSeconds() + " s: " + said(name)));
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

    private void daemon(String name, String program, int port) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(here(name, file.command(name)));
        command.add("--web.listen-address=127.0.0.1:" + port);
        start(name, command, System.getenv());
    }

    /** The application, by the image's entry point. */
    private void program(String name, String... more) {
        List<String> command = new ArrayList<>();
        command.add(here(name, entryPoint()));
        command.addAll(here(name, file.command(name)));
        command.addAll(List.of(more));
        Map<String, String> environment = bare();
        file.environment(name).forEach((variable, value) -> environment.put(variable, here(name, value)));
        // As much memory as the container would see.
        environment.merge(
                "JOURNEY_JAVA_OPTS",
                "-XX:MaxRAM=" + file.service(name).path("mem_limit").asText(),
                (given, limit) -> given + " " + limit);
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

    private List<String> here(String name, List<String> words) {
        return words.stream().map(word -> here(name, word)).toList();
    }

    /** With addresses and folders of this machine. */
    private String here(String name, String text) {
        String result = text;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            result = result.replaceAll(
                    "(?<![\\w.:-])" + Pattern.quote(address.getKey()) + "(?![\\w.-])",
                    Matcher.quoteReplacement(address.getValue()));
        }
        for (Map.Entry<String, Path> mount : mounts(name).entrySet()) {
            result = result.replaceAll(
                    "(?<![\\w.:/-])" + Pattern.quote(mount.getKey()) + "(?=/|$)",
                    Matcher.quoteReplacement(mount.getValue().toString()));
        }
        return result;
    }

    private Map<String, Path> mounts(String name) {
        Map<String, Path> mounts = new TreeMap<>();
        mounts.put("/app", app);
        file.mounts(name)
                .forEach(mount -> mounts.put(
                        mount.target(),
                        mount.isOfThisMachine()
                                ? Path.of(mount.source())
                                : folder.resolve("volume-" + mount.source())));
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

    /** At once where there is no health check. */
    private void awaitHealth(String name, long began) {
        file.healthCheck(name).ifPresent(check -> {
            Duration interval = check.interval();
            try {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval((count, before) -> untilNext(interval, began))
                        .until(() -> System.nanoTime() - began >= interval.toNanos() && isWell(name, check));
            } catch (ConditionTimeoutException e) {
                throw new IllegalStateException(
                        name + " is not well after " + PATIENCE.toSeconds() + " s: " + said(name), e);
            }
        });
    }

    /** The next time is a whole number of intervals after the start. */
    private static Duration untilNext(Duration interval, long began) {
        long nanos = interval.toNanos();
        return Duration.ofNanos(nanos - (System.nanoTime() - began) % nanos);
    }

    /** What stands for the broker and the registry was asked when it was started. */
    private boolean isWell(String name, HealthCheck check) throws InterruptedException {
        Program program = programs.get(name);
        if (program == null) {
            return true;
        }
        program.ended(Duration.ZERO).ifPresent(code -> {
            throw new IllegalStateException(name + " ended with " + code + " before it was well: " + said(name));
        });
        List<String> words = here(name, check.test());
        String last = words.get(words.size() - 1);
        return last.startsWith("http")
                ? answers(last, check.timeout())
                : Program.succeeds(folder, check.timeout(), words.subList(1, words.size()));
    }

    private static boolean answers(String address, Duration atMost) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address)).timeout(atMost).build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            // Not yet.
            return false;
        }
    }

    // ---- what can be asked of it ---------------------------------------------------------------------------------

    /** {@code docker compose run --rm check}, as somebody runs it who has started all of it; for longer, and without what is not here. */
    Program.Ended check() {
        program("check", "--without-grafana", "--patience=6m");
        return new Program.Ended(end("check", PATIENCE_WITH_CHECK), said("check"));
    }

    /** Waits until these panels of the dashboard Journeys have data. */
    void awaitPanels(Set<String> titles) {
        Dashboard all = Dashboard.in(Checkout.root().resolve("grafana/dashboards")).stream()
                .filter(dashboard -> dashboard.title().equals("Journeys"))
                .findFirst()
                .orElseThrow();
        List<Dashboard.Query> queries = all.queries().stream()
                .filter(query -> titles.contains(query.name().split(" / ")[1]))
                .toList();
        if (queries.size() != titles.size()) {
            throw new IllegalArgumentException("Of the panels " + titles + " there are " + queries.size());
        }
        PanelCheck panels = new PanelCheck(
                List.of(new Dashboard(all.uid(), all.title(), all.variables(), queries)), Map.of(), RATE);
        Prometheus prometheus = new Prometheus(address(prometheusPort));
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> panels.ask(prometheus).problems(), List::isEmpty);
    }

    /** What Prometheus serves, by its path. */
    String servedByPrometheus(String path) {
        return TrackerFixture.get(address(prometheusPort) + path).body();
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** All that a program has printed. */
    String said(String name) {
        try {
            Path log = folder.resolve(name + ".log");
            return Files.exists(log) ? Files.readString(log) : "it has no log";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the application serves on /metrics. */
    String scraped() {
        return TrackerFixture.get(address(applicationPort) + "/metrics")
                .body();
    }

    /** Asks a service to end. @return whether it did in the time that Compose gives it */
    boolean endsInTime(String name) {
        programs.get(name).terminate();
        return programs.get(name).ended(file.grace(name)).isPresent();
    }

    /** Ends all parts, also where one of them does not end. */
    @Override
    public void close() {
        side.shutdownNow();
        IllegalStateException failure = new IllegalStateException("Parts of the rehearsal do not end");
        for (AutoCloseable each : closing) {
            try {
                each.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
