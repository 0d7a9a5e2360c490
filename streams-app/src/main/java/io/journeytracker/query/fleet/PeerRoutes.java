package io.journeytracker.query.fleet;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import java.util.concurrent.Semaphore;

/**
 * Where other instances ask this one. It answers out of what it keeps itself and asks nobody, so that no question goes round in
 * circles.
 */
public final class PeerRoutes implements RouteModule {

    static final String PATH = "/internal/state";
    static final String CONTENT_TYPE = "application/octet-stream";

    private static final int LONG_ONES = 2;

    private final Instance here;
    /** Who is asked for all customers of a partition holds many of them in heap: few at a time. */
    private final Semaphore longOnes = new Semaphore(LONG_ONES);

    /** @param here what this instance keeps itself */
    public PeerRoutes(Instance here) {
        this.here = here;
    }

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
        if (!asked.question().isLong()) {
            answer(context, asked);
        } else if (longOnes.tryAcquire()) {
            try {
                answer(context, asked);
            } finally {
                longOnes.release();
            }
        } else {
            throw new RefusedRequestException(
                    ErrorCode.TOO_MANY_REQUESTS, "request", "customers are being listed for others; try again");
        }
    }

    private void answer(Context context, Wire.Asked asked) {
        context.header("Cache-Control", "no-store")
                .contentType(CONTENT_TYPE)
                .result(Wire.bytes(here.answer(asked.question(), asked.partitions())));
    }
}
