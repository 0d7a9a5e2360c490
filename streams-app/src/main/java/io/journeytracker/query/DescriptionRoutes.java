package io.journeytracker.query;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.http.RouteModule;
import java.io.IOException;
import java.io.InputStream;

/** {@code /api/openapi.json}: what can be asked, of any instance that answers anything. */
public final class DescriptionRoutes implements RouteModule {

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/openapi.json", DescriptionRoutes::description);
    }

    private static void description(Context context) throws IOException {
        try (InputStream in = DescriptionRoutes.class.getResourceAsStream("openapi.json")) {
            context.contentType("application/json").result(in.readAllBytes());
        }
    }
}
