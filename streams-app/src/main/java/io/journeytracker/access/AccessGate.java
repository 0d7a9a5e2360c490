package io.journeytracker.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import io.javalin.router.Endpoint;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Stands before every route of a server and lets through whom {@link RouteRules} allow. A key or a token comes as {@code Authorization: Bearer}, or
 * in a cookie that scripts cannot read and that {@code POST /api/session} sets for the page.
 */
public record AccessGate(AccessKeys keys, Tokens tokens, Clock clock) implements RouteModule {

    static final String COOKIE = "journey-key";

    private static final String BEARER = "bearer ";
    private static final String CALLER = AccessGate.class.getName();
    private static final String AUTHENTICATE = "WWW-Authenticate";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int DAY_SECONDS = 86_400;
    private static final int NO_CONTENT = 204;

    /** Browsers keep cookies of 4096 bytes, with name and attributes, and drop larger ones without a word. */
    private static final int LONGEST_IN_A_COOKIE = 3_900;

    private static final String AGAIN_SECONDS = "5";

    /** By keys alone. */
    public AccessGate(AccessKeys keys) {
        this(keys, Tokens.NONE, Clock.systemUTC());
    }

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
    public static Caller caller(Context context) {
        Caller caller = context.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("Nobody was let through the gate to " + context.path());
        }
        return caller;
    }

    /** What they may, on a route that needs a role. */
    public static AccessRole role(Context context) {
        return caller(context).role();
    }

    private void admit(Context context) {
        String route = route(context);
        if (RouteRules.forPeers(route) && bearer(context).filter(keys::peer).isPresent()) {
            return;
        }
        // What is open to everybody does not depend on an issuer that may be away.
        switch (RouteRules.decide(route, Optional.empty())) {
            case ALLOWED -> {}
            case NOT_ALLOWED -> throw notAllowed("nobody may do this");
            case NO_KEY -> {
                Caller asking = asking(context);
                if (RouteRules.decide(route, Optional.of(asking.role())) != RouteRules.Decision.ALLOWED) {
                    throw notAllowed("the role of this key or token may not do this");
                }
                context.attribute(CALLER, asking);
            }
        }
    }

    private Caller asking(Context context) {
        Optional<String> given = key(context);
        Optional<Caller> known =
                given.map(keys::caller).orElseGet(() -> keys.withoutKey().map(Caller::nameless));
        if (known.isPresent()) {
            return known.get();
        }
        if (takesTokens() && given.filter(Tokens::isOne).isPresent()) {
            return good(context, given.get()).caller();
        }
        context.header(AUTHENTICATE, "Bearer");
        throw new RefusedRequestException(ErrorCode.UNKNOWN_KEY, "Authorization", stranger());
    }

    private boolean takesTokens() {
        return tokens != Tokens.NONE;
    }

    private String stranger() {
        if (takesTokens()) {
            return "no key that is known here and no token; expected Authorization: Bearer KEY-OR-TOKEN";
        }
        return keys.none()
                ? "nobody has a key yet; expected one in journey.access.viewer.keys,"
                        + " journey.access.analyst.keys or journey.access.operator.keys,"
                        + " or whose tokens are taken in journey.access.oidc.issuer"
                : "no key that is known here; expected Authorization: Bearer KEY";
    }

    /** What is not is told as RFC 6750 says. */
    private Tokens.Verdict.Known good(Context context, String token) {
        Tokens.Verdict verdict = tokens.check(token);
        if (verdict instanceof Tokens.Verdict.Known known) {
            return known;
        }
        if (verdict instanceof Tokens.Verdict.Refused refused) {
            context.header(AUTHENTICATE, "Bearer error=\"invalid_token\"");
            throw new RefusedRequestException(ErrorCode.UNKNOWN_KEY, "Authorization", refused.why());
        }
        if (verdict instanceof Tokens.Verdict.Unknown unknown) {
            context.header("Retry-After", AGAIN_SECONDS);
            throw new RefusedRequestException(ErrorCode.UNAVAILABLE, "Authorization", unknown.why());
        }
        context.header(AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
        throw notAllowed(((Tokens.Verdict.WithoutRole) verdict).why());
    }

    private static RefusedRequestException notAllowed(String why) {
        return new RefusedRequestException(ErrorCode.NOT_ALLOWED, "Authorization", why);
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
        tell(context, caller(context));
    }

    private static void tell(Context context, Caller caller) {
        ObjectNode json = JSON.createObjectNode().put("role", caller.role().word());
        caller.name().ifPresent(name -> json.put("name", name));
        context.contentType("application/json").result(json.toString());
    }

    private void begin(Context context) {
        // A form of a foreign page can send any other type, and so sign its reader in as somebody else.
        String type = Optional.ofNullable(context.contentType()).orElse("");
        if (!type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            throw new RefusedRequestException(ErrorCode.UNSUPPORTED_TYPE, "Content-Type", "expected application/json");
        }
        String key = given(context.body());
        Optional<Caller> known = keys.caller(key);
        if (known.isPresent()) {
            setCookie(context, key, DAY_SECONDS);
            tell(context, known.get());
        } else if (takesTokens() && Tokens.isOne(key)) {
            beginWithToken(context, key);
        } else {
            throw new RefusedRequestException(
                    ErrorCode.UNKNOWN_KEY,
                    "key",
                    takesTokens() ? "no key that is known here and no token" : "no key that is known here");
        }
    }

    private void beginWithToken(Context context, String token) {
        Tokens.Verdict.Known known = good(context, token);
        if (token.length() > LONGEST_IN_A_COOKIE) {
            throw new RefusedRequestException(
                    ErrorCode.INVALID,
                    "key",
                    "the token has " + token.length() + " characters, and browsers keep no cookie of more than "
                            + LONGEST_IN_A_COOKIE + "; let a proxy in front send it as Authorization: Bearer");
        }
        long seconds = Duration.between(clock.instant(), known.until()).toSeconds();
        setCookie(context, token, (int) Math.max(1, Math.min(DAY_SECONDS, seconds)));
        tell(context, known.caller());
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
