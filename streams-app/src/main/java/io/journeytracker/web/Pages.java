package io.journeytracker.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.journeytracker.http.RouteModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * {@code /map}, the live journey map for people, to which the bare address leads, {@code /map/steps}, the way to a map of
 * one's own, and {@code /alerts}, the alerts. Static files out of the program itself, which hold no data; nothing on the page is asked
 * of anybody else, and no script runs but these files.
 */
public final class Pages implements RouteModule {

    public static final String PATH = "/map";
    public static final String ALERTS = "/alerts";
    public static final String STEPS = "/map/steps";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", context -> context.redirect(PATH, HttpStatus.FOUND));
        routes.get(PATH, context -> send(context, "map.html"));
        routes.get(ALERTS, context -> send(context, "alerts.html"));
        routes.get(STEPS, context -> send(context, "steps.html"));
        routes.get(PATH + "/{file}", context -> send(context, context.pathParam("file")));
    }

    private static void send(Context context, String file) throws IOException {
        if (!file.matches("[a-z-]+\\.(html|css|js|svg)")) {
            throw new NotFoundResponse();
        }
        try (InputStream in = Pages.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new NotFoundResponse();
            }
            context.header("Content-Security-Policy", POLICY)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-cache")
                    .contentType(TYPES.get(file.substring(file.indexOf('.') + 1)))
                    .result(in.readAllBytes());
        }
    }
}
