package io.journeytracker.http;

import io.javalin.config.RoutesConfig;

/** Paths that belong together; a server serves several of these. */
@FunctionalInterface
public interface RouteModule {

    void addTo(RoutesConfig routes);
}
