package io.journeytracker.intake.http;

import io.journeytracker.intake.publish.Budget;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** Reads a body as it comes, without a thread that waits for it, within bounds of size, of time, and of what all bodies take together. */
final class BodyReader implements Runnable {

    private static final int FIRST_BYTES = 4_096;

    private final Request request;
    private final Budget budget;
    private final ByteArrayOutputStream bytes;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final Scheduler.Task timeout;
    private long taken;

    private BodyReader(Request request, Budget budget, long announced) {
        this.request = request;
        this.budget = budget;
        bytes = new ByteArrayOutputStream((int) Math.max(0, Math.min(announced, FIRST_BYTES)));
        timeout = request.getComponents()
                .getScheduler()
                .schedule(() -> refuse(Refusal.bodyTooSlow()), Limits.BODY_TIME.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completes with the body, or exceptionally: with a {@link RefusedException}, or because the client went away. */
    static CompletableFuture<byte[]> read(Request request, Budget budget) {
        long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        if (announced > Limits.BATCH_BYTES) {
            return CompletableFuture.failedFuture(new RefusedException(Refusal.bodyTooLarge()));
        }
        BodyReader reader = new BodyReader(request, budget, announced);
        reader.body.whenComplete((read, failure) -> {
            reader.timeout.cancel();
            reader.giveBack();
        });
        reader.run();
        return reader.body;
    }

    @Override
    public void run() {
        while (!body.isDone()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                body.completeExceptionally(chunk.getFailure());
                return;
            }
            boolean fits = take(chunk);
            chunk.release();
            if (fits && chunk.isLast()) {
                body.complete(bytes.toByteArray());
            }
        }
    }

    private boolean take(Content.Chunk chunk) {
        int more = chunk.remaining();
        if (bytes.size() + more > Limits.BATCH_BYTES) {
            refuse(Refusal.bodyTooLarge());
            return false;
        }
        if (!takeFromBudget(more)) {
            refuse(Refusal.unavailable("too many bodies arrive at once"));
            return false;
        }
        bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
        return true;
    }

    private synchronized boolean takeFromBudget(int more) {
        if (body.isDone() || !budget.tryTake(more)) {
            return false;
        }
        taken += more;
        return true;
    }

    private synchronized void giveBack() {
        budget.give(taken);
        taken = 0;
    }

    private void refuse(Refusal refusal) {
        body.completeExceptionally(new RefusedException(refusal));
    }
}
