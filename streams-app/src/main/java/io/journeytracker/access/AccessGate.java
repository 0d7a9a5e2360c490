package io.journeytracker.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import io.javalin.router.Endpoint;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import java.util.Locale;
import java.util.Optional;

/**
 * Stands before every route of a server and lets through whom {@link RouteRules} allow. A key comes as {@code Authorization: Bearer}, or
 * in a cookie that scripts cannot read and that {@code POST /api/session} sets for the page.
 */
public record AccessGate(AccessKeys keys) implements RouteModule {

    static final String COOKIE = "journey-key";

    private static final String BEARER = "bearer ";
    private static final String ROLE = AccessGate.class.getName();
    private static final JsonMapper JSON = new JsonMapper();
    private static final int DAY_SECONDS = 86_400;
    private static final int NO_CONTENT = 204;

    @Override
    public void addTo(RoutesConfig routes) {
        routes.beforeMatched(this::admit);
        routes.get("/api/session", this::tell);
        routes.post("/api/session", this::begin);
        routes.delete("/api/session", context -> {
            setCookie(context, "", 0);
            context.status(NO_CONTENT);
        });
    }

    /** Who is asking, on a route that needs a role. */
    public static AccessRole role(Context context) {
        AccessRole role = context.attribute(ROLE);
        if (role == null) {
            throw new IllegalStateException("Nobody was let through the gate to " + context.path());
        }
        return role;
    }

    private void admit(Context context) {
        Optional<AccessRole> asking = key(context).map(keys::role).orElseGet(keys::withoutKey);
        String route = route(context);
        if (RouteRules.forPeers(route) && bearer(context).filter(keys::peer).isPresent()) {
            return;
        }
        switch (RouteRules.decide(route, asking)) {
            case NO_KEY -> {
                context.header("WWW-Authenticate", "Bearer");
                throw new RefusedRequestException(
                        ErrorCode.UNKNOWN_KEY,
                        "Authorization",
                        keys.none()
                                ? "nobody has a key yet; expected one in journey.access.viewer.keys,"
                                        + " journey.access.analyst.keys or journey.access.operator.keys"
                                : "no key that is known here; expected Authorization: Bearer KEY");
            }
            case NOT_ALLOWED ->
                throw new RefusedRequestException(
                        ErrorCode.NOT_ALLOWED, "Authorization", "the key's role may not do this");
            case ALLOWED -> asking.ifPresent(role -> context.attribute(ROLE, role));
        }
    }

    private static String route(Context context) {
        Endpoint matched = context.endpoints().matchedHttpEndpoint();
        if (matched == null) {
            return "";
        }
        String method = context.method().equals(HandlerType.HEAD)
                ? "GET"
                : context.method().name();
        return method + " " + matched.path;
    }

    private static Optional<String> key(Context context) {
        return bearer(context)
                .or(() -> Optional.ofNullable(context.cookie(COOKIE)).filter(key -> !key.isEmpty()));
    }

    private static Optional<String> bearer(Context context) {
        return Optional.ofNullable(context.header("Authorization"))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    private void tell(Context context) {
        context.contentType("application/json")
                .result(JSON.createObjectNode()
                        .put("role", role(context).word())
                        .toString());
    }

    private void begin(Context context) {
        String key = given(context.body());
        AccessRole role = keys.role(key)
                .orElseThrow(
                        () -> new RefusedRequestException(ErrorCode.UNKNOWN_KEY, "key", "no key that is known here"));
        setCookie(context, key, DAY_SECONDS);
        context.contentType("application/json")
                .result(JSON.createObjectNode().put("role", role.word()).toString());
    }

    private static String given(String body) {
        try {
            JsonNode key = JSON.readTree(body).path("key");
            if (key.isTextual()) {
                return key.textValue();
            }
        } catch (JsonProcessingException malformed) {
            // Told below, without what was sent: it may hold a key.
        }
        throw new RefusedRequestException(ErrorCode.MALFORMED, "key", "expected {\"key\": \"…\"}");
    }

    private static void setCookie(Context context, String key, int seconds) {
        Cookie cookie = new Cookie(COOKIE, key);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(secure(context));
        cookie.setSameSite(SameSite.STRICT);
        context.cookie(cookie);
    }

    /** Also behind a proxy that ends TLS: who lies about it keeps the cookie from himself alone. */
    private static boolean secure(Context context) {
        return context.scheme().equals("https") || "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    }
}
