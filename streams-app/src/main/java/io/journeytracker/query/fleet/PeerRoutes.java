package io.journeytracker.query.fleet;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;

/**
 * Where other instances ask this one. It answers out of what it keeps itself and asks nobody, so that no question goes round in
 * circles.
 */
public record PeerRoutes(Instance here) implements RouteModule {

    static final String PATH = "/internal/state";
    static final String CONTENT_TYPE = "application/octet-stream";

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::answer);
    }

    private void answer(Context context) {
        Wire.Asked asked;
        try {
            asked = Wire.question(context.bodyAsBytes());
        } catch (Wire.MalformedException malformed) {
            throw new RefusedRequestException(ErrorCode.MALFORMED, "body", malformed.getMessage());
        }
        context.header("Cache-Control", "no-store")
                .contentType(CONTENT_TYPE)
                .result(Wire.bytes(here.answer(asked.question(), asked.partitions())));
    }
}
