package io.journeytracker.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import io.javalin.config.JavalinState;
import io.journeytracker.annotation.MapAnnotations;
import io.journeytracker.authoring.DraftRoutes;
import io.journeytracker.authoring.MapRoutes;
import io.journeytracker.authoring.trial.Past;
import io.journeytracker.board.Board;
import io.journeytracker.config.AccessSettings;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.demo.TryPage;
import io.journeytracker.http.AdministrationRoutes;
import io.journeytracker.http.Health;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.RouteModule;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.identity.IdentitiesInMemory;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.journey.MapParts;
import io.journeytracker.maps.MapPublisher;
import io.journeytracker.maps.PublishedMaps;
import io.journeytracker.query.DescriptionRoutes;
import io.journeytracker.query.LiveState;
import io.journeytracker.query.MapFigures;
import io.journeytracker.query.QueryRoutes;
import io.journeytracker.query.fleet.PeerRoutes;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.subscription.SubscriptionsReader;
import io.journeytracker.topic.Topics;
import io.journeytracker.web.Pages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every route that the router has, asked by everybody there is. */
class RoutesAndRolesTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String VIEWER = "viewer-key-0123456789";
    private static final String ANALYST = "analyst-key-0123456789";
    private static final String OPERATOR = "operator-key-0123456789";
    private static final String PEER = "peer-key-0123456789";
    private static final String FOR_PEERS = "POST /internal/state";
    private static final AccessSettings SETTINGS =
            new AccessSettings(List.of(VIEWER), List.of(ANALYST), List.of(OPERATOR));

    private static final AvroSerdes SERDES = new AvroSerdes(Map.of("schema.registry.url", "mock://routes"));

    /** The lowest that may; empty: everybody. Written down again here, so that a change of the rules is seen as one. */
    private static final Map<String, Optional<AccessRole>> WANTED = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /metrics", Optional.empty()),
            Map.entry("GET /health/live", Optional.empty()),
            Map.entry("GET /health/ready", Optional.empty()),
            Map.entry("GET /", Optional.empty()),
            Map.entry("GET /map", Optional.empty()),
            Map.entry("GET /map/{file}", Optional.empty()),
            Map.entry("GET /try", Optional.empty()),
            Map.entry("GET /try/try.css", Optional.empty()),
            Map.entry("GET /try/try.js", Optional.empty()),
            Map.entry("GET /try/segment.js", Optional.empty()),
            Map.entry("GET /analytics-next/bundles/{file}", Optional.empty()),
            Map.entry("GET /api/openapi.json", Optional.empty()),
            Map.entry("POST /api/session", Optional.empty()),
            Map.entry("DELETE /api/session", Optional.empty()),
            Map.entry("GET /api/session", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/journeys", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/journeys/{journey}/map", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/journeys/{journey}/events", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/journeys/{journey}/flow", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/journeys/{journey}/gaps", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/journeys/{journey}/customers", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/journeys/{journey}/visits", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/journeys/{journey}/annotations", Optional.of(AccessRole.VIEWER)),
            Map.entry("POST /api/journeys/{journey}/pain-points", Optional.of(AccessRole.ANALYST)),
            Map.entry("GET /api/journeys/{journey}/pain-points/{id}", Optional.of(AccessRole.VIEWER)),
            Map.entry("PUT /api/journeys/{journey}/pain-points/{id}", Optional.of(AccessRole.ANALYST)),
            Map.entry("DELETE /api/journeys/{journey}/pain-points/{id}", Optional.of(AccessRole.OPERATOR)),
            Map.entry("POST /api/journeys/{journey}/pain-points/{id}/measure", Optional.of(AccessRole.ANALYST)),
            Map.entry("POST /api/journeys/{journey}/notes", Optional.of(AccessRole.ANALYST)),
            Map.entry("PUT /api/journeys/{journey}/notes/{id}", Optional.of(AccessRole.ANALYST)),
            Map.entry("DELETE /api/journeys/{journey}/notes/{id}", Optional.of(AccessRole.ANALYST)),
            Map.entry("POST /api/journeys/{journey}/reviews", Optional.of(AccessRole.ANALYST)),
            Map.entry("GET /alerts", Optional.empty()),
            Map.entry("GET /acknowledge/{alert}", Optional.empty()),
            Map.entry("POST /acknowledge/{alert}", Optional.empty()),
            Map.entry("GET /api/alerts", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/alerts/stream", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/alerts/{id}", Optional.of(AccessRole.VIEWER)),
            Map.entry("POST /api/alerts/{id}/acknowledge", Optional.of(AccessRole.ANALYST)),
            Map.entry("GET /api/silences", Optional.of(AccessRole.VIEWER)),
            Map.entry("POST /api/silences", Optional.of(AccessRole.ANALYST)),
            Map.entry("DELETE /api/silences/{id}", Optional.of(AccessRole.ANALYST)),
            Map.entry("GET /api/subscriptions", Optional.of(AccessRole.VIEWER)),
            Map.entry("POST /api/subscriptions/dry-run", Optional.of(AccessRole.ANALYST)),
            Map.entry("GET /api/subscriptions/{name}", Optional.of(AccessRole.VIEWER)),
            Map.entry("PUT /api/subscriptions/{name}", Optional.of(AccessRole.OPERATOR)),
            Map.entry("DELETE /api/subscriptions/{name}", Optional.of(AccessRole.OPERATOR)),
            Map.entry("GET /api/targets", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/targets/{id}", Optional.of(AccessRole.VIEWER)),
            Map.entry("PUT /api/targets/{id}", Optional.of(AccessRole.OPERATOR)),
            Map.entry("DELETE /api/targets/{id}", Optional.of(AccessRole.OPERATOR)),
            Map.entry("GET /map/steps", Optional.empty()),
            Map.entry("GET /api/journeys/{journey}/yaml", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/templates", Optional.of(AccessRole.VIEWER)),
            Map.entry("GET /api/templates/{name}", Optional.of(AccessRole.VIEWER)),
            Map.entry("POST /api/maps", Optional.of(AccessRole.OPERATOR)),
            Map.entry("POST /api/maps/validate", Optional.of(AccessRole.ANALYST)),
            Map.entry("POST /api/maps/draft", Optional.of(AccessRole.ANALYST)),
            Map.entry("GET /api/maps/draft", Optional.of(AccessRole.ANALYST)),
            Map.entry("DELETE /api/maps/draft", Optional.of(AccessRole.ANALYST)),
            Map.entry("POST /api/maps/proposal", Optional.of(AccessRole.ANALYST)),
            Map.entry("GET /api/customers", Optional.of(AccessRole.ANALYST)),
            Map.entry("GET /api/customers/{id}", Optional.of(AccessRole.ANALYST))));

    private final QueryRoutes questions = new QueryRoutes(
            () -> JourneyCatalog.EMPTY, LiveState.alone(() -> null, new MapParts(), () -> JourneyCatalog.EMPTY, 1, 1));
    private final Board board = new Board(
            new Board.Source(
                    Map.of("bootstrap.servers", "127.0.0.1:1"),
                    Topics.DEFAULT,
                    1,
                    SERDES.values(JourneyAlert.class).deserializer(),
                    100,
                    () -> {},
                    Duration.ZERO),
            new Board.Desk(
                    () -> Subscriptions.NONE,
                    new SubscriptionsReader(List.of(), List.of()),
                    (key, text) -> {},
                    (alert, by, note) -> {},
                    headers -> false,
                    alert -> {},
                    AcknowledgeLinks.NONE,
                    true,
                    Optional.empty()),
            Clock.systemUTC());
    private final MapAnnotations annotations = new MapAnnotations(
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            "journey-annotations",
            () -> {},
            journey -> Map.of(1, Instant.EPOCH),
            Clock.systemUTC());
    private final DraftRoutes drafts = new DraftRoutes(
            () -> PublishedMaps.NONE,
            new Past(
                    Map.of("bootstrap.servers", "127.0.0.1:1"),
                    Topics.DEFAULT.touchpoints(),
                    SERDES::touchpointReader,
                    () -> new IdentitiesInMemory(IdentityRules.NONE, false),
                    50_000),
            Clock.systemUTC());
    private HttpServer server;
    private OidcTokens tokens;

    private List<RouteModule> modules(AccessKeys keys) {
        return modules(new AccessGate(keys));
    }

    private List<RouteModule> modules(AccessGate gate) {
        return List.of(
                new AdministrationRoutes(() -> "", () -> Health.of(List.of()), () -> Health.of(List.of())),
                gate,
                questions,
                new MapRoutes(
                        () -> PublishedMaps.NONE, (map, yaml) -> new MapPublisher.Outcome(true, 1), Clock.systemUTC()),
                drafts,
                new PeerRoutes((question, partitions) -> List.of()),
                new Pages(),
                new DescriptionRoutes(),
                board,
                annotations.routes(new MapFigures(
                        () -> JourneyCatalog.EMPTY,
                        LiveState.alone(() -> null, new MapParts(), () -> JourneyCatalog.EMPTY, 1, 1))),
                TryPage.find().orElseThrow(),
                routes -> routes.get("/api/forgotten", context -> context.result("nobody was to see this")));
    }

    private HttpServer serve(AccessKeys keys) {
        return serve(new AccessGate(keys));
    }

    private HttpServer serve(AccessGate gate) {
        server = new HttpServer(ServerPlan.internal("127.0.0.1", 0, modules(gate)));
        return server;
    }

    private OidcTokens tokensOf(TokenIssuer issuer) {
        return tokensOf(issuer, Duration.ofSeconds(20));
    }

    /** @param patience how long the issuer is waited for */
    private OidcTokens tokensOf(TokenIssuer issuer, Duration patience) {
        tokens = new OidcTokens(
                issuer.settings(),
                new OidcTokens.Keeping(Duration.ofMinutes(5), Duration.ofMillis(1), Duration.ofHours(1), patience),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
        return tokens;
    }

    @AfterEach
    void close() throws IOException {
        if (tokens != null) {
            tokens.close();
        }
        questions.close();
        board.close();
        annotations.close();
        drafts.close();
        if (server != null) {
            server.close();
        }
    }

    /** As the router has them. */
    private Set<String> routes() {
        JavalinState[] state = new JavalinState[1];
        Javalin.create(config -> {
            state[0] = config.unsafe;
            modules(AccessKeys.of(SETTINGS)).forEach(module -> module.addTo(config.routes));
        });
        return state[0].internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint.method.name() + " " + each.endpoint.path)
                .filter(each -> each.matches("(GET|POST|PUT|DELETE|PATCH) .*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyRouteHasItsRule() {
        Set<String> ruled = new TreeSet<>(WANTED.keySet());
        ruled.add("GET /api/forgotten");
        ruled.add(FOR_PEERS);
        assertThat(routes()).isEqualTo(ruled);
    }

    @Test
    void everyRouteAnswersThoseWhoMayAndNobodyElse() {
        HttpServer open = serve(AccessKeys.of(SETTINGS));
        WANTED.forEach((route, needed) -> {
            for (AccessRole role : AccessRole.values()) {
                boolean may = needed.isEmpty() || role.compareTo(needed.get()) >= 0;
                int status = ask(open, route, key(role)).statusCode();
                assertThat(status == 403)
                        .as(role + " asks for " + route + ": " + status)
                        .isEqualTo(!may);
                assertThat(status).as(role + " asks for " + route).isNotEqualTo(401);
            }
            for (String stranger : new String[] {null, "no-key-of-this-place", "", VIEWER + "x"}) {
                HttpResponse<String> answer = ask(open, route, stranger);
                boolean session = route.equals("POST /api/session");
                assertThat(answer.statusCode() == 401)
                        .as("a stranger asks for " + route + ": " + answer.statusCode())
                        .isEqualTo(needed.isPresent() || session);
            }
        });
    }

    @Test
    void aTokenOpensWhatTheKeyOfItsRoleOpensAndNothingElse() {
        try (TokenIssuer issuer = new TokenIssuer().publish("EC-1")) {
            HttpServer open = serve(new AccessGate(AccessKeys.of(SETTINGS), tokensOf(issuer), Clock.systemUTC()));
            WANTED.forEach((route, needed) -> {
                // Its body is a key, and what it answers is looked at below.
                if (route.equals("POST /api/session")) {
                    return;
                }
                for (AccessRole role : AccessRole.values()) {
                    String token = TokenIssuer.sign("ES256", "EC-1", issuer.claims("cx-" + role.word()));
                    boolean may = needed.isEmpty() || role.compareTo(needed.get()) >= 0;
                    int status = ask(open, route, token).statusCode();
                    assertThat(status == 403)
                            .as(role + " asks for " + route + ": " + status)
                            .isEqualTo(!may);
                    assertThat(status).as(role + " asks for " + route).isNotEqualTo(401);
                }
                String without = TokenIssuer.sign("ES256", "EC-1", issuer.claims("somebody"));
                assertThat(ask(open, route, without).statusCode() == 403)
                        .as(route)
                        .isEqualTo(needed.isPresent());
                String forged = TokenIssuer.sign("none", "EC-1", issuer.claims("cx-operator"));
                assertThat(ask(open, route, forged).statusCode() == 401)
                        .as(route)
                        .isEqualTo(needed.isPresent());
            });
            String operator = TokenIssuer.sign("ES256", "EC-1", issuer.claims("cx-operator"));
            assertThat(ask(open, FOR_PEERS, operator).statusCode()).isEqualTo(403);
            assertThat(ask(open, "GET /api/session", operator).body())
                    .isEqualTo("{\"role\":\"operator\",\"name\":\"Ann Smith\"}");
            HttpResponse<String> over = ask(
                    open,
                    "GET /api/session",
                    TokenIssuer.sign("ES256", "EC-1", issuer.claims("cx-viewer", claims -> claims.put("exp", 1_000))));
            assertThat(over.body()).contains("the token is over");
            assertThat(over.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
            assertThat(ask(open, "GET /api/session", VIEWER).statusCode())
                    .as("a key beside tokens")
                    .isEqualTo(200);
        }
    }

    @Test
    void whileTheIssuerIsAwayTokensWaitAndAllElseGoesOn() {
        try (TokenIssuer issuer = new TokenIssuer().publish("EC-1")) {
            HttpServer open = serve(new AccessGate(
                    AccessKeys.of(SETTINGS), tokensOf(issuer, Duration.ofMillis(500)), Clock.systemUTC()));
            issuer.hangs = true;
            String token = TokenIssuer.sign("ES256", "EC-1", issuer.claims("cx-viewer"));
            HttpResponse<String> answer = ask(open, "GET /api/session", token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(ask(open, "GET /metrics", token).statusCode()).isEqualTo(200);
            assertThat(ask(open, "GET /api/session", VIEWER).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aTokenIsKeptInTheCookieUntilItEndsAndATooLongOneIsRefused() {
        try (TokenIssuer issuer = new TokenIssuer().publish("EC-1")) {
            HttpServer open = serve(new AccessGate(AccessKeys.of(SETTINGS), tokensOf(issuer), Clock.systemUTC()));
            String token = TokenIssuer.sign("ES256", "EC-1", issuer.claims("cx-analyst"));
            HttpResponse<String> signedIn = post(open, "{\"key\": \"" + token + "\"}");
            assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
            String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(Integer.parseInt(cookie.replaceFirst("(?i).*max-age=(\\d+).*", "$1")))
                    .isBetween(3_500, 3_600);
            HttpRequest.Builder asking = HttpRequest.newBuilder(URI.create(open.address() + "/api/session"))
                    .header("Cookie", cookie.substring(0, cookie.indexOf(';')));
            assertThat(send(asking.build()).body()).contains("Ann Smith");
            String longOne = TokenIssuer.sign(
                    "ES256", "EC-1", issuer.claims("cx-analyst", claims -> claims.put("more", "x".repeat(4_000))));
            assertThat(post(open, "{\"key\": \"" + longOne + "\"}").body()).contains("no cookie of more than");
            assertThat(post(open, "{\"key\": \"" + token + "x\"}").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aFormOfAForeignPageSignsNobodyIn() {
        HttpServer open = serve(AccessKeys.of(SETTINGS));
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            HttpResponse<String> answer = post(open, "{\"key\": \"" + ANALYST + "\"}", type);
            assertThat(answer.statusCode()).as(type).isEqualTo(415);
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void whereTheListOfAlertsIsNotReadNobodyIsToldThatThereAreNone() {
        HttpResponse<String> answer = ask(serve(AccessKeys.of(SETTINGS)), "GET /api/alerts", VIEWER);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("not read yet");
    }

    @Test
    void whatNobodyGaveARuleAnswersNobody() {
        HttpServer open = serve(AccessKeys.of(SETTINGS));
        for (String key : new String[] {null, VIEWER, ANALYST, OPERATOR}) {
            assertThat(ask(open, "GET /api/forgotten", key).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void whatInstancesAskOneAnotherIsAnsweredToThemAloneAndTheirKeyOpensNothingElse() {
        HttpServer open = serve(AccessKeys.of(SETTINGS).withPeers(List.of("an-older-key-0123456789", PEER)));
        for (String key : new String[] {null, "", VIEWER, ANALYST, OPERATOR, PEER + "x"}) {
            assertThat(ask(open, FOR_PEERS, key).statusCode()).isEqualTo(403);
        }
        HttpResponse<String> malformed = ask(open, FOR_PEERS, PEER);
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).contains("\"malformed\"");
        WANTED.forEach((route, needed) -> {
            if (needed.isPresent()) {
                assertThat(ask(open, route, PEER).statusCode()).as(route).isEqualTo(401);
            }
        });
        HttpRequest cookie = HttpRequest.newBuilder(URI.create(open.address() + "/internal/state"))
                .header("Cookie", "journey-key=" + PEER)
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(send(cookie).statusCode())
                .as("a key of instances in a browser's cookie")
                .isEqualTo(403);
    }

    @Test
    void withoutAKeyOfInstancesNobodyIsOneNotEvenInADemo() {
        assertThat(ask(serve(AccessKeys.open()), FOR_PEERS, PEER).statusCode()).isEqualTo(403);
    }

    @Test
    void withoutAnyKeyConfiguredNobodyMayAndTheAnswerSaysWhatToSet() {
        HttpServer closed = serve(AccessKeys.of(new AccessSettings(List.of(), List.of(), List.of())));
        HttpResponse<String> answer = ask(closed, "GET /api/journeys", null);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("journey.access.viewer.keys");
        assertThat(ask(closed, "GET /metrics", null).statusCode()).isEqualTo(200);
    }

    @Test
    void aDemoIsOpen() {
        HttpServer demo = serve(AccessKeys.open());
        assertThat(ask(demo, "GET /api/session", null).body()).contains("operator");
        assertThat(ask(demo, "GET /api/forgotten", null).statusCode()).isEqualTo(403);
    }

    @Test
    void theKeyOfAPageIsInACookieThatScriptsCannotReadAndIsForgottenAgain() throws Exception {
        HttpServer open = serve(AccessKeys.of(SETTINGS));
        HttpResponse<String> signedIn = post(open, "{\"key\": \"" + ANALYST + "\"}");
        assertThat(signedIn.statusCode()).isEqualTo(200);
        assertThat(signedIn.body()).isEqualTo("{\"role\":\"analyst\"}");
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
        HttpRequest.Builder ask = HttpRequest.newBuilder(URI.create(open.address() + "/api/session"))
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertThat(send(ask.build()).body()).isEqualTo("{\"role\":\"analyst\"}");

        assertThat(post(open, "{\"key\": \"nobody's\"}").statusCode()).isEqualTo(401);
        assertThat(post(open, "{\"key\": 7}").statusCode()).isEqualTo(400);
        assertThat(post(open, "nothing").statusCode()).isEqualTo(400);
        assertThat(ask(open, "DELETE /api/session", null).headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(
                        gone -> assertThat(gone).startsWith("journey-key=;").contains("1970"));
    }

    @Test
    void theDescriptionListsEveryRouteOfTheApiAndNoOther() throws IOException {
        JsonNode description;
        try (var in = QueryRoutes.class.getResourceAsStream("openapi.json")) {
            description = new JsonMapper().readTree(in);
        }
        Set<String> described = new TreeSet<>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described)
                .isEqualTo(WANTED.keySet().stream()
                        .filter(route -> route.contains(" /api/"))
                        .collect(Collectors.toCollection(TreeSet::new)));
        description.findValuesAsText("$ref").forEach(reference -> assertThat(
                        description.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    private static String key(AccessRole role) {
        return switch (role) {
            case VIEWER -> VIEWER;
            case ANALYST -> ANALYST;
            case OPERATOR -> OPERATOR;
        };
    }

    private static HttpResponse<String> ask(HttpServer server, String route, String key) {
        String[] parts = route.split(" ");
        String path = parts[1].replace("{file}", "map.js")
                .replace("{journey}", "shop")
                .replace("{id}", "ann")
                .replace("{name}", "desk")
                .replace("{alert}", "0123");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.address() + path)).header("Content-Type", "application/json");
        request.method(
                parts[0],
                parts[0].equals("POST")
                        ? BodyPublishers.ofString("{\"key\": \"" + (key == null ? "" : key) + "\"}")
                        : BodyPublishers.noBody());
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return send(request.build());
    }

    private static HttpResponse<String> post(HttpServer server, String body) {
        return post(server, body, "application/json; charset=utf-8");
    }

    private static HttpResponse<String> post(HttpServer server, String body, String type) {
        return send(HttpRequest.newBuilder(URI.create(server.address() + "/api/session"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
