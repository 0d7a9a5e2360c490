package io.journeytracker.authoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.JourneyTemplates;
import io.journeytracker.definition.MapReader;
import io.journeytracker.definition.MapReading;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import io.journeytracker.maps.MapPublisher;
import io.journeytracker.maps.MapRefusedException;
import io.journeytracker.maps.PublishedMaps;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** {@code /api/maps…}: maps as text, checked and published; the templates to begin with; and the text of what is published. */
public final class MapRoutes implements RouteModule {

    /** What messages call a map that came in a request. */
    static final String NAME = "map.yaml";

    private static final String YAML = "application/yaml";
    private static final int CREATED = 201;

    private final Supplier<PublishedMaps> maps;
    private final Publishing publishing;
    private final Clock clock;
    /** Publishers exclude one another in Kafka: those of one instance wait for nothing when they come one by one. */
    private final Semaphore turn = new Semaphore(1);

    /** @param clock tells today, against which reviews of maps are overdue */
    public MapRoutes(Supplier<PublishedMaps> maps, Publishing publishing, Clock clock) {
        this.maps = maps;
        this.publishing = publishing;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/maps", this::publish);
        routes.post("/api/maps/validate", this::validate);
        routes.get("/api/journeys/{journey}/yaml", this::text);
        routes.get("/api/templates", this::templates);
        routes.get("/api/templates/{name}", this::template);
    }

    static MapReading read(String yaml, Clock clock) {
        return new MapReader(LocalDate.now(clock)).read(yaml, NAME);
    }

    private void validate(Context context) {
        String yaml = MapBody.yaml(context);
        Answers.send(context, Findings.of(yaml, read(yaml, clock), maps.get()));
    }

    private void publish(Context context) {
        String yaml = MapBody.yaml(context);
        MapReading reading = read(yaml, clock);
        if (reading.definition().isEmpty()) {
            context.status(ErrorCode.INVALID.status());
            Answers.send(context, Findings.refusal(reading));
            return;
        }
        JourneyDefinition map = reading.orThrow();
        MapPublisher.Outcome outcome = inTurn(map, yaml);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("journey", map.id())
                .put("version", map.version())
                .put("written", outcome.written())
                .put("active", outcome.active());
        Findings.list(root.putArray("warnings"), reading.warnings());
        if (outcome.written()) {
            context.status(CREATED);
        }
        Answers.send(context, root);
    }

    private MapPublisher.Outcome inTurn(JourneyDefinition map, String yaml) {
        if (!turn.tryAcquire()) {
            throw new RefusedRequestException(
                    ErrorCode.TOO_MANY_REQUESTS, "request", "another map is being published; try again");
        }
        try {
            return publishing.publish(map, yaml);
        } catch (MapRefusedException refused) {
            if (refused.isConflict()) {
                throw new RefusedRequestException(ErrorCode.CONFLICT, "version", refused.getMessage());
            }
            if (refused.isTooLarge()) {
                throw new RefusedRequestException(ErrorCode.BODY_TOO_LARGE, "body", refused.getMessage());
            }
            // The same map again changes nothing, so that whoever tries again does no harm.
            throw refused.isLasting()
                    ? new RefusedRequestException(ErrorCode.FAILED, "request", refused.getMessage())
                    : RefusedRequestException.forNow("request", refused.getMessage());
        } finally {
            turn.release();
        }
    }

    private void text(Context context) {
        String journey = context.pathParam("journey");
        PublishedMaps published = maps.get();
        int version = Optional.ofNullable(context.queryParam("version"))
                .map(MapRoutes::version)
                .or(() -> published.catalog().active(journey).map(active -> active.definition()
                        .version()))
                .orElseThrow(() -> missing("journey", "there is no published map of this journey"));
        String yaml = published
                .find(journey, version)
                .orElseThrow(() -> missing(
                        published.catalog().active(journey).isPresent() ? "version" : "journey",
                        "there is no published map of this journey and version"))
                .yaml();
        download(context, yaml);
    }

    private static int version(String text) {
        if (text.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(text);
        }
        throw new RefusedRequestException(ErrorCode.INVALID, "version", "expected a whole number from 1 to 999999999");
    }

    private void templates(Context context) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode all = root.putArray("templates");
        JourneyTemplates.names()
                .forEach(name -> all.addObject().put("name", name).put("summary", JourneyTemplates.summary(name)));
        Answers.send(context, root);
    }

    private void template(Context context) {
        String name = context.pathParam("name");
        download(
                context,
                JourneyTemplates.yaml(name)
                        .orElseThrow(() -> missing(
                                "name",
                                "there is no template of this name; expected one of "
                                        + String.join(", ", JourneyTemplates.names()))));
    }

    /** Never to be taken for a page: what a map says is its author's. */
    private static void download(Context context, String yaml) {
        context.header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(YAML + "; charset=utf-8")
                .result(yaml);
    }

    private static RefusedRequestException missing(String field, String message) {
        return new RefusedRequestException(ErrorCode.NOT_FOUND, field, message);
    }
}
