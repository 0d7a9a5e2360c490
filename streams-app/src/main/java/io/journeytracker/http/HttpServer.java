package io.journeytracker.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics} (Prometheus's text format), {@code /health/live} and {@code /health/ready} (JSON, 200 or 503, with
 * the reasons).
 */
public final class HttpServer implements AutoCloseable {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int UNAVAILABLE = 503;

    private final Javalin server;
    private final String host;

    /**
     * @param beforeScrape brings the registry up to date
     * @throws PortInUseException if the port is taken
     */
    public HttpServer(
            String host,
            int port,
            PrometheusMeterRegistry registry,
            Runnable beforeScrape,
            Supplier<Health> live,
            Supplier<Health> ready) {
        requireFree(host, port);
        this.host = host;
        JsonMapper json = new JsonMapper();
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.routes.get("/metrics", context -> {
                beforeScrape.run();
                context.contentType(PROMETHEUS_TEXT).result(registry.scrape());
            });
            config.routes.get("/health/live", context -> answer(context, live.get(), json));
            config.routes.get("/health/ready", context -> answer(context, ready.get(), json));
        });
        try {
            server.start(host, port);
        } catch (JavalinBindException taken) {
            throw new PortInUseException(host, port, taken);
        }
    }

    /**
     * Tells early what would fail later.
     *
     * @throws PortInUseException if the port is taken
     */
    public static void requireFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException taken) {
            throw new PortInUseException(host, port, taken);
        }
    }

    private static void answer(Context context, Health health, JsonMapper json) throws IOException {
        context.status(health.ok() ? 200 : UNAVAILABLE)
                .contentType("application/json")
                .result(json.writeValueAsString(
                        Map.of("status", health.ok() ? "up" : "down", "reasons", health.reasons())));
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Where a person on this machine finds it. */
    public String address() {
        return "http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
