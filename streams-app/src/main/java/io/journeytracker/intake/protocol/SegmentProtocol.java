package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Segment's HTTP tracking API, as its server SDKs speak it ({@code /v1/track}, {@code /v1/batch}, {@code /v1/import}) and as
 * its browser SDK does: one-letter paths, JSON labelled as text so that no preflight is needed, and a question for its
 * settings before anything is sent. RudderStack's SDKs use the same paths. Sources: Segment's public documentation
 * "HTTP Tracking API" and the SDKs {@code @segment/analytics-node} and {@code @segment/analytics-next}.
 */
public final class SegmentProtocol implements Protocol {

    private static final Answer ACCEPTED = Answer.json("{\"success\":true}");

    private static final Map<String, String> PATHS = new TreeMap<>(Map.ofEntries(
            Map.entry("/v1/identify", "identify"),
            Map.entry("/v1/track", "track"),
            Map.entry("/v1/page", "page"),
            Map.entry("/v1/screen", "screen"),
            Map.entry("/v1/group", "group"),
            Map.entry("/v1/alias", "alias"),
            Map.entry("/v1/i", "identify"),
            Map.entry("/v1/t", "track"),
            Map.entry("/v1/p", "page"),
            Map.entry("/v1/s", "screen"),
            Map.entry("/v1/g", "group"),
            Map.entry("/v1/a", "alias")));

    private static final List<String> BATCHES = List.of("/v1/b", "/v1/batch", "/v1/import");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._\\[\\]:-]{1,255}");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?");

    @Override
    public String name() {
        return "segment";
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        PATHS.forEach((path, type) ->
                routes.add(new Route.Messages("POST", path, request -> SegmentMessages.one(request, type), ACCEPTED)));
        BATCHES.forEach(path -> routes.add(new Route.Messages("POST", path, SegmentMessages::batch, ACCEPTED)));
        routes.add(new Route.Question("GET", "/v1/projects/{key}/settings", SegmentProtocol::settings));
        return routes;
    }

    /**
     * What the browser SDK must know before it sends: without {@code apiKey} it sends no key, and {@code apiHost} makes it
     * send here, so that a site has to name this server once ({@code cdnURL}). The SDK's default is https; on this
     * machine, or where a proxy says so, it is told http.
     */
    private static Answer settings(IntakeRequest request) {
        ObjectNode settings = Json.object();
        ObjectNode segment = settings.putObject("integrations").putObject("Segment.io");
        segment.put("apiKey", request.pathParameters().getOrDefault("key", ""));
        request.header("host").filter(host -> HOST.matcher(host).matches()).ifPresent(host -> {
            segment.put("apiHost", host + "/v1");
            String scheme = request.header("x-forwarded-proto")
                    .orElse(LOOPBACK.matcher(host).matches() ? "http" : "https");
            segment.put("protocol", scheme.equals("http") ? "http" : "https");
        });
        settings.putObject("plan").putObject("track").putObject("__default").put("enabled", true);
        settings.putObject("edgeFunction");
        return Answer.json(Json.write(settings));
    }
}
