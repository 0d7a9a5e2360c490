package io.journeytracker.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code /metrics} (Prometheus's text format), {@code /health/live} and {@code /health/ready} (JSON, 200 or 503, with the
 * reasons).
 *
 * @param metrics all of them, as of now
 */
public record AdministrationRoutes(Supplier<String> metrics, Supplier<Health> live, Supplier<Health> ready)
        implements RouteModule {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int UNAVAILABLE = 503;
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(metrics.get()));
        routes.get("/health/live", context -> answer(context, live.get()));
        routes.get("/health/ready", context -> answer(context, ready.get()));
    }

    private static void answer(Context context, Health health) throws IOException {
        context.status(health.ok() ? 200 : UNAVAILABLE)
                .contentType("application/json")
                .result(JSON.writeValueAsString(
                        Map.of("status", health.ok() ? "up" : "down", "reasons", health.reasons())));
    }
}
