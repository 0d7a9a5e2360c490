package io.journeytracker.access;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which route needs which role. A route that stands nowhere here answers nobody: who adds one has to say whom it is for. Routes are
 * written as the router has them: method, blank, path.
 */
public final class RouteRules {

    /** Without personal data, or open by their nature. */
    private static final Set<String> EVERYBODY = Set.of(
            "GET /metrics",
            "GET /health/live",
            "GET /health/ready",
            "GET /",
            "GET /map",
            "GET /map/{file}",
            "GET /map/steps",
            "GET /api/openapi.json",
            "GET /alerts",
            // What it may is signed in the link itself.
            "GET /acknowledge/{alert}",
            "POST /acknowledge/{alert}",
            "POST /api/session",
            "DELETE /api/session",
            // Pages of the demo alone.
            "GET /try",
            "GET /try/try.css",
            "GET /try/try.js",
            "GET /try/segment.js",
            "GET /analytics-next/bundles/{file}");

    private static final Map<String, AccessRole> BY_ROLE = Map.ofEntries(
            Map.entry("GET /api/session", AccessRole.VIEWER),
            Map.entry("GET /api/journeys", AccessRole.VIEWER),
            Map.entry("GET /api/journeys/{journey}/map", AccessRole.VIEWER),
            Map.entry("GET /api/journeys/{journey}/events", AccessRole.VIEWER),
            Map.entry("GET /api/journeys/{journey}/flow", AccessRole.VIEWER),
            Map.entry("GET /api/journeys/{journey}/gaps", AccessRole.VIEWER),
            Map.entry("GET /api/journeys/{journey}/customers", AccessRole.VIEWER),
            Map.entry("GET /api/journeys/{journey}/visits", AccessRole.VIEWER),
            Map.entry("GET /api/journeys/{journey}/annotations", AccessRole.VIEWER),
            Map.entry("POST /api/journeys/{journey}/pain-points", AccessRole.ANALYST),
            Map.entry("GET /api/journeys/{journey}/pain-points/{id}", AccessRole.VIEWER),
            Map.entry("PUT /api/journeys/{journey}/pain-points/{id}", AccessRole.ANALYST),
            // With its history.
            Map.entry("DELETE /api/journeys/{journey}/pain-points/{id}", AccessRole.OPERATOR),
            Map.entry("POST /api/journeys/{journey}/pain-points/{id}/measure", AccessRole.ANALYST),
            Map.entry("POST /api/journeys/{journey}/notes", AccessRole.ANALYST),
            Map.entry("PUT /api/journeys/{journey}/notes/{id}", AccessRole.ANALYST),
            Map.entry("DELETE /api/journeys/{journey}/notes/{id}", AccessRole.ANALYST),
            Map.entry("POST /api/journeys/{journey}/reviews", AccessRole.ANALYST),
            Map.entry("GET /api/alerts", AccessRole.VIEWER),
            Map.entry("GET /api/alerts/stream", AccessRole.VIEWER),
            Map.entry("GET /api/alerts/{id}", AccessRole.VIEWER),
            Map.entry("POST /api/alerts/{id}/acknowledge", AccessRole.ANALYST),
            Map.entry("GET /api/silences", AccessRole.VIEWER),
            Map.entry("POST /api/silences", AccessRole.ANALYST),
            Map.entry("DELETE /api/silences/{id}", AccessRole.ANALYST),
            Map.entry("GET /api/subscriptions", AccessRole.VIEWER),
            Map.entry("POST /api/subscriptions/dry-run", AccessRole.ANALYST),
            Map.entry("GET /api/subscriptions/{name}", AccessRole.VIEWER),
            Map.entry("PUT /api/subscriptions/{name}", AccessRole.OPERATOR),
            Map.entry("DELETE /api/subscriptions/{name}", AccessRole.OPERATOR),
            Map.entry("GET /api/targets", AccessRole.VIEWER),
            Map.entry("GET /api/targets/{id}", AccessRole.VIEWER),
            Map.entry("PUT /api/targets/{id}", AccessRole.OPERATOR),
            Map.entry("DELETE /api/targets/{id}", AccessRole.OPERATOR),
            Map.entry("GET /api/journeys/{journey}/yaml", AccessRole.VIEWER),
            Map.entry("GET /api/templates", AccessRole.VIEWER),
            Map.entry("GET /api/templates/{name}", AccessRole.VIEWER),
            Map.entry("POST /api/maps", AccessRole.OPERATOR),
            Map.entry("POST /api/maps/validate", AccessRole.ANALYST),
            Map.entry("POST /api/maps/draft", AccessRole.ANALYST),
            Map.entry("GET /api/maps/draft", AccessRole.ANALYST),
            Map.entry("DELETE /api/maps/draft", AccessRole.ANALYST),
            Map.entry("POST /api/maps/proposal", AccessRole.ANALYST),
            Map.entry("GET /api/customers", AccessRole.ANALYST),
            Map.entry("GET /api/customers/{id}", AccessRole.ANALYST));

    /** For other instances, which show a key of their own; no person may. */
    private static final Set<String> PEERS = Set.of("POST /internal/state");

    private RouteRules() {}

    /** What becomes of a request. */
    public enum Decision {
        ALLOWED,
        /** Nobody knows who is asking. */
        NO_KEY,
        /** It is known who is asking, and they may not. */
        NOT_ALLOWED
    }

    /** Whether a route is for other instances alone. */
    public static boolean forPeers(String route) {
        return PEERS.contains(route);
    }

    /**
     * @param route method and path, as the router has it
     * @param asking empty: nobody known
     */
    public static Decision decide(String route, Optional<AccessRole> asking) {
        if (EVERYBODY.contains(route)) {
            return Decision.ALLOWED;
        }
        AccessRole needed = BY_ROLE.get(route);
        if (needed == null) {
            return Decision.NOT_ALLOWED;
        }
        return asking.map(role -> role.may(needed) ? Decision.ALLOWED : Decision.NOT_ALLOWED)
                .orElse(Decision.NO_KEY);
    }
}
