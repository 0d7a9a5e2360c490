package io.journeytracker.grafana;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpServer;
import io.journeytracker.app.Main;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.stack.StackAddresses;
import io.journeytracker.testing.Checkout;
import io.journeytracker.testing.TrackerFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * The demo with its shop, scraped by the real Prometheus with the committed rules, which tells the real Alertmanager, which tells a
 * receiver here. Of the committed configuration only addresses and intervals are others.
 */
final class LiveStack implements AutoCloseable {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String HERE = "127.0.0.1:";

    private final Path folder;
    private final int applicationPort;
    private final int prometheusPort;
    private final int alertmanagerPort;
    private final StopSignal stop = new StopSignal();
    private final StringWriter out = new StringWriter();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final HttpServer receiver;
    private final Program alertmanager;
    private final Program prometheus;
    private final CompletableFuture<Integer> demo;

    /** Starts all of it; Prometheus first, so that it sees the counters begin. */
    LiveStack(Path folder) throws IOException {
        this.folder = folder;
        List<Integer> ports = Ports.free(3);
        applicationPort = ports.get(0);
        prometheusPort = ports.get(1);
        alertmanagerPort = ports.get(2);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        alertmanager = startAlertmanager();
        prometheus = startPrometheus();
        demo = CompletableFuture.supplyAsync(this::runDemo);
    }

    private Program startAlertmanager() throws IOException {
        ObjectNode config = (ObjectNode) YAML.readTree(Checkout.read("grafana/alertmanager/alertmanager.yml"));
        ((ObjectNode) config.get("route")).put("group_wait", "0s");
        ((ObjectNode) config.get("receivers").get(0))
                .putArray("webhook_configs")
                .addObject()
                .put("url", "http://" + HERE + receiver.getAddress().getPort() + "/");
        Path file = folder.resolve("alertmanager.yml");
        YAML.writeValue(file.toFile(), config);
        return Program.start(
                folder.resolve("alertmanager.log"),
                List.of(
                        "prometheus-alertmanager",
                        "--config.file=" + file,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=" + HERE + alertmanagerPort,
                        "--cluster.listen-address="));
    }

    private Program startPrometheus() throws IOException {
        Path file = new ScrapeConfig(applicationPort, prometheusPort, alertmanagerPort)
                .often()
                .writeTo(folder);
        return Program.start(
                folder.resolve("prometheus.log"),
                List.of(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=" + HERE + prometheusPort));
    }

    private int runDemo() {
        CommandLine line = Main.commandLine(stop);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute("demo", "--port", String.valueOf(applicationPort));
    }

    StackAddresses addresses(String grafana) {
        String http = "http://" + HERE;
        return new StackAddresses(http + applicationPort, http + prometheusPort, http + alertmanagerPort, grafana);
    }

    /** What the demo has printed. */
    String said() {
        return out.toString();
    }

    /** Sends JSON to the intake. @return the status of the answer */
    int send(String path, String key, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + HERE + applicationPort + path))
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** What the application serves on /metrics. */
    String scraped() {
        HttpResponse<String> answer = TrackerFixture.get("http://" + HERE + applicationPort + "/metrics");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("/metrics answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** The next notification of Alertmanager's; empty: none came within the time. */
    String notification(long seconds) throws InterruptedException {
        String next = received.poll(seconds, TimeUnit.SECONDS);
        return next == null ? "" : next;
    }

    @Override
    public void close() {
        stop.request();
        demo.orTimeout(30, TimeUnit.SECONDS).join();
        prometheus.close();
        alertmanager.close();
        receiver.stop(0);
    }
}
