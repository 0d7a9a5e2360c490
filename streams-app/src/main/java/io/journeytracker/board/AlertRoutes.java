package io.journeytracker.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseHandler;
import io.journeytracker.access.AccessGate;
import io.journeytracker.access.AccessRole;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /api/alerts…}: the list of alerts, one alert, what happens to them as it happens, and saying that somebody takes care. */
final class AlertRoutes implements RouteModule {

    private static final String EVENTS = "text/event-stream";
    private static final int USUAL_PAGE = 50;
    private static final int MOST_ON_A_PAGE = 200;
    private static final List<String> OF_LIST = Stream.concat(
                    AlertFilter.PARAMETERS.stream(), Stream.of("offset", "limit"))
            .toList();
    private static final JsonMapper JSON = new JsonMapper();

    private final AlertBoard board;
    private final AlertEvents events;
    private final AlertViews views;
    private final Acknowledgements acknowledgements;

    AlertRoutes(AlertBoard board, AlertEvents events, AlertViews views, Acknowledgements acknowledgements) {
        this.board = board;
        this.events = events;
        this.views = views;
        this.acknowledgements = acknowledgements;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/alerts", this::list);
        routes.get("/api/alerts/stream", this::stream);
        routes.get("/api/alerts/{id}", context -> answer(context, views.json(found(context), isMasked(context))));
        routes.post("/api/alerts/{id}/acknowledge", this::acknowledge);
    }

    private void list(Context context) {
        Asked asked = new Asked(context).knows(OF_LIST);
        AlertFilter filter = AlertFilter.of(asked);
        int limit = asked.whole("limit", USUAL_PAGE, 1, MOST_ON_A_PAGE);
        int offset = asked.whole("offset", 0, 0, board.most());
        refuseUnread();
        List<BoardAlert> all = board.newest().stream()
                .filter(alert -> views.holds(filter, alert))
                .toList();
        boolean masked = isMasked(context);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("count", all.size()).put("offset", offset).put("kept", board.most());
        ArrayNode alerts = root.putArray("alerts");
        all.stream().skip(offset).limit(limit).forEach(alert -> alerts.add(views.json(alert, masked)));
        root.put("masked", masked);
        answer(context, root);
    }

    /** An empty list would say that all is well. */
    private void refuseUnread() {
        if (!events.isLive()) {
            throw new RefusedRequestException(
                    ErrorCode.UNAVAILABLE, "request", "the list of alerts is not read yet; try again");
        }
    }

    private BoardAlert found(Context context) {
        refuseUnread();
        return views.find(board, context.pathParam("id"), isMasked(context))
                .orElseThrow(() -> Asked.missing(
                        "id", "no alert of this id is among the newest " + board.most() + " that are kept here"));
    }

    /** What is wrong is told before the stream begins: then it is too late. */
    private void stream(Context context) throws Exception {
        AlertFilter filter = AlertFilter.of(new Asked(context).knows(AlertFilter.PARAMETERS));
        if (!EVENTS.equals(context.header("Accept"))) {
            throw Asked.invalid("Accept", "expected " + EVENTS);
        }
        boolean masked = isMasked(context);
        new SseHandler(client -> events.add(client, filter, masked)).handle(context);
    }

    private void acknowledge(Context context) {
        String body = new Asked(context).body();
        BoardAlert alert = found(context);
        Acknowledgements.Said said = said(body, AccessGate.caller(context).name());
        answer(context, views.json(acknowledgements.take(alert.alert().getId(), said), false));
    }

    /** @param caller who asks, where that is known */
    private static Acknowledgements.Said said(String body, Optional<String> caller) {
        try {
            JsonNode root = JSON.readTree(body);
            if (root != null && root.isObject()) {
                root.fieldNames().forEachRemaining(name -> {
                    if (!List.of("by", "note").contains(name)) {
                        throw Asked.invalid(name, "there is no such field; expected by and note");
                    }
                });
                return Acknowledgements.Said.of(by(text(root, "by"), caller), text(root, "note"));
            }
        } catch (JsonProcessingException malformed) {
            // Told below.
        }
        throw new RefusedRequestException(ErrorCode.MALFORMED, "body", "expected {\"by\": \"…\", \"note\": \"…\"}");
    }

    /** Nobody speaks for somebody else. */
    private static String by(String said, Optional<String> caller) {
        caller.filter(known -> !said.isBlank() && !said.strip().equals(known)).ifPresent(known -> {
            throw Asked.invalid("by", "you are " + known + " here: leave it out");
        });
        return caller.orElse(said);
    }

    private static String text(JsonNode root, String name) {
        JsonNode value = root.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw Asked.invalid(name, "expected text");
        }
        return value.asText("");
    }

    static void answer(Context context, ObjectNode body) {
        context.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(body.toString());
    }

    /** Whether who asks may not see customers. */
    static boolean isMasked(Context context) {
        return !AccessGate.role(context).may(AccessRole.ANALYST);
    }
}
