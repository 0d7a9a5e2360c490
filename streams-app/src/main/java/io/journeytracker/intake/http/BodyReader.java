package io.journeytracker.intake.http;

import io.journeytracker.intake.publish.Budget;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads a body as it comes, without a thread that waits for it, within bounds of size, of time, and of what all bodies take together:
 * those that arrive, and those whose messages wait for Kafka.
 */
final class BodyReader implements Runnable {

    private static final int FIRST_BYTES = 4_096;

    private final Request request;
    private final Budget budget;
    private final CompletableFuture<Body> body = new CompletableFuture<>();
    private final Scheduler.Task timeout;
    private ByteArrayOutputStream bytes;
    private Optional<Refusal> refusal = Optional.empty();
    private long arrived;
    private long taken;

    private BodyReader(Request request, Budget budget, long announced) {
        this.request = request;
        this.budget = budget;
        bytes = new ByteArrayOutputStream((int) Math.max(0, Math.min(announced, FIRST_BYTES)));
        timeout = request.getComponents()
                .getScheduler()
                .schedule(() -> refuse(Refusal.bodyTooSlow()), Limits.BODY_TIME.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A body that takes up room until it is closed. */
    static final class Body implements AutoCloseable {

        private final byte[] bytes;
        private final Budget budget;
        private final AtomicLong taken;

        Body(byte[] bytes, Budget budget, long taken) {
            this.bytes = bytes;
            this.budget = budget;
            this.taken = new AtomicLong(taken);
        }

        byte[] bytes() {
            return bytes;
        }

        /**
         * Takes up more: what it has become by unpacking.
         *
         * @throws RefusedException if there is no room for it
         */
        void grow(long more) throws RefusedException {
            if (!budget.tryTake(more)) {
                throw new RefusedException(tooManyAtOnce());
            }
            taken.addAndGet(more);
        }

        @Override
        public void close() {
            budget.give(taken.getAndSet(0));
        }
    }

    /**
     * Completes with the body, which whoever gets it must close, or exceptionally: with a {@link RefusedException}, or because the
     * client went away.
     */
    static CompletableFuture<Body> read(Request request, Budget budget) {
        long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        boolean asksFirst = request.getHeaders().contains(HttpHeader.EXPECT);
        if (announced > (asksFirst ? Limits.BATCH_BYTES : Limits.REFUSED_BYTES)) {
            return CompletableFuture.failedFuture(new RefusedException(Refusal.bodyTooLarge()));
        }
        BodyReader reader = new BodyReader(request, budget, announced);
        reader.body.whenComplete((read, failure) -> {
            reader.timeout.cancel();
            if (failure != null) {
                reader.giveBack();
            }
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
            arrived += chunk.remaining();
            if (refusal.isEmpty()) {
                take(chunk);
            }
            chunk.release();
            if (refusal.isPresent()) {
                leave(chunk.isLast());
            } else if (chunk.isLast()) {
                // Without effect where it was refused a moment ago, as too slow: its room was given back then.
                body.complete(new Body(bytes.toByteArray(), budget, bytes.size()));
            }
        }
    }

    private void take(Content.Chunk chunk) {
        if (arrived > Limits.BATCH_BYTES) {
            refusal = Optional.of(Refusal.bodyTooLarge());
        } else if (takeFromBudget(chunk.remaining())) {
            bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
        } else {
            refusal = Optional.of(tooManyAtOnce());
        }
        if (refusal.isPresent()) {
            bytes = new ByteArrayOutputStream(0);
            giveBack();
        }
    }

    /**
     * A sender who still writes when the connection is closed gets no answer but a reset (RFC 9112, section 9.6). So the rest is read,
     * kept nowhere, unless there is too much of it.
     */
    private void leave(boolean last) {
        if (last || arrived > Limits.REFUSED_BYTES) {
            refusal.ifPresent(this::refuse);
        }
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

    private static Refusal tooManyAtOnce() {
        return Refusal.unavailable("too many bodies are being handled at once; send it again");
    }

    private void refuse(Refusal refusal) {
        body.completeExceptionally(new RefusedException(refusal));
    }
}
