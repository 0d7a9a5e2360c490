package io.journeytracker.query.fleet;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Where other instances ask this one. It answers out of what it keeps itself and asks nobody, so that no question goes round in
 * circles. Few questions that go through all customers are answered at a time: each holds thousands of them in heap.
 */
public final class PeerRoutes implements RouteModule {

    static final String PATH = "/internal/state";
    static final String CONTENT_TYPE = "application/octet-stream";

    private static final int LONG_AT_ONCE = 2;

    private final Instance here;
    private final Semaphore lists = new Semaphore(LONG_AT_ONCE, true);

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
        context.header("Cache-Control", "no-store").contentType(CONTENT_TYPE).result(Wire.bytes(shares(asked)));
    }

    /** None where too many others ask for too long: whoever asks says then that these partitions are missing. */
    private List<Share> shares(Wire.Asked asked) {
        if (!asked.question().isLong()) {
            return here.answer(asked.question(), asked.partitions());
        }
        try {
            if (!lists.tryAcquire(asked.question().patience().toMillis() / 2, TimeUnit.MILLISECONDS)) {
                return List.of();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return List.of();
        }
        try {
            return here.answer(asked.question(), asked.partitions());
        } finally {
            lists.release();
        }
    }
}
