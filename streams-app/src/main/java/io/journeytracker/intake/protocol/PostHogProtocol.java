package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Batch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostHog's capture API under all paths that its SDKs have used, with the key in the body, and the questions that they ask
 * first: remote configuration and feature flags. Everything that would make them ask for more (recordings, surveys, flags,
 * automatic capture of errors) is answered with off. Sources: PostHog's public documentation "Capture API" and the SDKs
 * {@code posthog-js} and {@code posthog-node}.
 */
public final class PostHogProtocol implements Protocol {

    private static final Answer ACCEPTED = Answer.json("{\"status\":1}");
    private static final Answer FLAGS = Answer.json(
            "{\"flags\":{},\"featureFlags\":{},\"featureFlagPayloads\":{},\"errorsWhileComputingFlags\":false,"
                    + "\"config\":{\"enable_collect_everything\":true},\"sessionRecording\":false,\"surveys\":false,"
                    + "\"supportedCompression\":[\"gzip\",\"gzip-js\"]}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    @Override
    public String name() {
        return "posthog";
    }

    /** posthog-js sends again after 5xx only, and drops what was answered with any 4xx. */
    @Override
    public int statusOfTooMuch() {
        return 503;
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        Stream.of("/e", "/i/v0/e", "/capture", "/track", "/engage", "/batch")
                .map(path -> new Route.Messages("POST", path, PostHogProtocol::read, ACCEPTED))
                .forEach(routes::add);
        routes.add(new Route.Question("POST", "/flags", request -> FLAGS));
        routes.add(new Route.Question("POST", "/decide", request -> FLAGS));
        routes.add(new Route.Question("GET", "/array/{token}/config", request -> Answer.json(Json.write(config()))));
        routes.add(new Route.Question("GET", "/array/{token}/config.js", PostHogProtocol::script));
        return routes;
    }

    private static Batch read(IntakeRequest request) throws MalformedRequestException {
        PostHogBody body = PostHogBody.of(request);
        return new Batch(
                Credentials.writeKey(request, body.writeKey()),
                body.sentAt(),
                body.isHistorical(),
                body.items(request));
    }

    private static ObjectNode config() {
        ObjectNode config = Json.object();
        config.putArray("supportedCompression").add("gzip").add("gzip-js");
        config.put("hasFeatureFlags", false);
        config.put("captureDeadClicks", false);
        config.put("capturePerformance", false);
        config.put("autocaptureExceptions", false);
        config.put("sessionRecording", false);
        config.put("heatmaps", false);
        config.put("surveys", false);
        config.put("defaultIdentifiedOnly", true);
        config.putArray("siteApps");
        return config;
    }

    /** The same as a script that leaves the configuration where the SDK looks for it; nothing for what is no token. */
    private static Answer script(IntakeRequest request) {
        String token = request.pathParameters().getOrDefault("token", "");
        String script = TOKEN.matcher(token).matches()
                ? "(function(){window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};"
                        + "window._POSTHOG_REMOTE_CONFIG['" + token + "']={config:"
                        + new String(Json.write(config()), StandardCharsets.UTF_8) + ",siteApps:[]};})();"
                : "";
        return new Answer(ACCEPTED.status(), "application/javascript", script.getBytes(StandardCharsets.UTF_8));
    }
}
