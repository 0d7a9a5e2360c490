package io.journeytracker.intake.protocol;

import io.journeytracker.intake.message.Batch;
import java.util.List;
import java.util.stream.Stream;

/**
 * Jitsu's ingest API: Segment's messages one by one, from browsers ({@code /api/s/…}) and servers ({@code /api/s/s2s/…}), with
 * the key in {@code X-Write-Key: key:secret}; the body shows it masked. Path {@code event} takes a message that names its type.
 * Sources: Jitsu's public documentation "Ingest API" and the SDK {@code @jitsu/js}.
 */
public final class JitsuProtocol implements Protocol {

    private static final Answer ACCEPTED = Answer.json("{\"ok\":true}");
    private static final List<String> TYPES = List.of("track", "page", "screen", "identify", "group", "alias");

    @Override
    public String name() {
        return "jitsu";
    }

    @Override
    public List<Route> routes() {
        return Stream.of("/api/s/", "/api/s/s2s/")
                .flatMap(folder -> Stream.concat(
                        TYPES.stream().map(type -> route(folder + type, type)), Stream.of(route(folder + "event", ""))))
                .toList();
    }

    private static Route route(String path, String type) {
        return new Route.Messages("POST", path, request -> withoutMaskedKey(request, type), ACCEPTED);
    }

    private static Batch withoutMaskedKey(IntakeRequest request, String type) throws MalformedRequestException {
        return SegmentMessages.one(
                request, Json.copy(Json.readObject(request.body())).without("writeKey"), type);
    }
}
