package io.journeytracker.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.access.AccessGate;
import io.journeytracker.access.AccessKeys;
import io.journeytracker.config.AccessSettings;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.RouteModule;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.maps.MapFile;
import io.journeytracker.query.CountedState;
import io.journeytracker.query.MapFigures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Annotations of one journey with two versions behind HTTP and keys, and visits that a test counts. */
abstract class ServedAnnotations {

    static final String VIEWER = "viewer-key-0123456789";
    static final String ANALYST = "analyst-key-0123456789";
    static final String OPERATOR = "operator-key-0123456789";
    static final String MAP = """
            journey: shop
            version: %d
            owner: shop
            grace: 1h
            review: {every: 90d, last: 2025-10-01}
            personas: [{id: deals, title: Deals, when: traits.segment == "deals", frustrations: [surprise fees]}]
            touchpoints: [{id: page, event: Viewed}]
            stages:
              - {id: browse, enter: {event: Viewed}}
              - {id: cart, enter: {event: Added}}
              - {id: bought, enter: {event: Ordered}}
            """;

    static final Instant PUBLISHED = Instant.parse("2026-01-05T09:00:00Z");

    final AnnotationsInMemory annotations = new AnnotationsInMemory();
    final CountedState state = new CountedState();
    final HttpClient http = HttpClient.newHttpClient();
    Map<Integer, Instant> published = Map.of(1, PUBLISHED, 2, PUBLISHED);
    Instant now = Instant.parse("2026-03-20T10:00:00Z");
    HttpServer server;
    final JourneyCatalog catalog = JourneyCatalog.EMPTY.with(map(1)).with(map(2));
    Desk desk;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private static CompiledJourney map(int version) {
        return new CompiledJourney(
                MapFile.of("shop.yaml", MAP.formatted(version), LocalDate.EPOCH).map());
    }

    @BeforeEach
    void serve() {
        desk = new Desk(annotations, annotations, journey -> published, clock);
        List<RouteModule> modules =
                new ArrayList<>(MapAnnotations.routes(desk, new MapFigures(() -> catalog, () -> state)));
        modules.add(
                0,
                new AccessGate(
                        AccessKeys.of(new AccessSettings(List.of(VIEWER), List.of(ANALYST), List.of(OPERATOR)))));
        server = new HttpServer(ServerPlan.internal("127.0.0.1", 0, modules));
    }

    @AfterEach
    void close() {
        server.close();
    }

    final HttpResponse<String> send(String method, String path, String key, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + key);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What is answered, where that is a success. */
    final JsonNode done(String method, String path, String key, String body) {
        HttpResponse<String> answer = send(method, path, key, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        try {
            return new JsonMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    final void refused(String method, String path, String key, String body, int status, String... told) {
        HttpResponse<String> answer = send(method, path, key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        for (String each : told) {
            assertThat(answer.body()).contains(each);
        }
    }
}
