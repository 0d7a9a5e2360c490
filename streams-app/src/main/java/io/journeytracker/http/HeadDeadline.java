package io.journeytracker.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request's head, or the handshake of TLS before it, is on its way for too long. The idle timeout alone does not: a byte now and then starts it
 * again.
 */
final class HeadDeadline extends Handler.Wrapper implements Connection.Listener {

    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();
    /** By when they began, in nanoseconds. */
    private final Map<SslConnection, Long> handshakes = new ConcurrentHashMap<>();

    private volatile Scheduler.Task next;

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection tls) {
            handshakes.put(tls, System.nanoTime());
            tls.addHandshakeListener(new SslHandshakeListener() {
                @Override
                public void handshakeSucceeded(Event event) {
                    handshakes.remove(tls);
                }
            });
        } else {
            connections.put(connection, new Progress());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof SslConnection tls) {
            handshakes.remove(tls);
        } else {
            connections.remove(connection);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        Progress progress = connections.get(connection);
        if (progress != null) {
            long number = progress.begin();
            request.addHttpStreamWrapper(
                    stream -> new EndOfRequest(stream, () -> progress.end(number, connection.getBytesIn())));
        }
        return super.handle(request, response, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sweepLater();
    }

    @Override
    protected void doStop() throws Exception {
        next.cancel();
        super.doStop();
    }

    private void sweepLater() {
        next = getServer().getScheduler().schedule(this::sweep, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        connections.forEach((connection, progress) -> {
            if (progress.headTook(connection.getBytesIn(), now) > MOST.toNanos()) {
                connection.getEndPoint().close();
            }
        });
        handshakes.forEach((connection, began) -> {
            if (now - began > MOST.toNanos()) {
                connection.getEndPoint().close();
            }
        });
        if (isRunning()) {
            sweepLater();
        }
    }

    /** Tells when a request is over, with what was left of its body. */
    private static final class EndOfRequest extends HttpStream.Wrapper {

        private final Runnable over;

        EndOfRequest(HttpStream stream, Runnable over) {
            super(stream);
            this.over = over;
        }

        @Override
        public void succeeded() {
            super.succeeded();
            over.run();
        }

        @Override
        public void failed(Throwable failure) {
            super.failed(failure);
            over.run();
        }
    }

    /** Of one connection: whether a request is being handled, and if not, since when the next one's head is coming. */
    private static final class Progress {

        private boolean handling;
        private long requests;
        private long bytesBefore;
        private boolean coming;
        private long comingSince;

        /** The request's number on this connection. */
        synchronized long begin() {
            handling = true;
            return ++requests;
        }

        /** Without effect where the next request has begun already. */
        synchronized void end(long number, long bytes) {
            if (number == requests) {
                handling = false;
                coming = false;
                bytesBefore = bytes;
            }
        }

        /** Nanoseconds that the head has taken so far; 0: none is coming. */
        synchronized long headTook(long bytes, long now) {
            if (handling || bytes <= bytesBefore) {
                return 0;
            }
            if (!coming) {
                coming = true;
                comingSince = now;
            }
            return now - comingSince;
        }
    }
}
