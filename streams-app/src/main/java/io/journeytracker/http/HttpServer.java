package io.journeytracker.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A server of its {@link RouteModule}s. What it refuses itself is told in JSON, as {@link ErrorBody} writes it. */
public final class HttpServer implements AutoCloseable {

    private static final int THREADS = 64;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final long STOP_MILLIS = 3_000;

    private final Javalin server;
    private final ServerPlan plan;
    private final HeadDeadline heads = new HeadDeadline();

    /** @throws PortInUseException if the port is taken */
    public HttpServer(ServerPlan plan) {
        requireFree(plan.host(), plan.port());
        this.plan = plan;
        server = Javalin.create(this::configure);
        try {
            server.start();
        } catch (JavalinBindException taken) {
            throw new PortInUseException(plan.host(), plan.port(), taken);
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(this::limit);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
        });
        config.jetty.addConnector(this::connector);
        plan.modules().forEach(module -> module.addTo(config.routes));
        config.routes.exception(RefusedRequestException.class, RefusedRequestException::answer);
        config.routes.error(NOT_FOUND, context -> ErrorBody.NOT_FOUND.unlessTold(context));
        config.routes.error(NOT_ALLOWED, context -> ErrorBody.METHOD_NOT_ALLOWED.unlessTold(context));
        config.routes.error(FAILED, context -> ErrorBody.FAILED.unlessTold(context));
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool pool = new QueuedThreadPool(THREADS);
        pool.setName("http");
        pool.setDaemon(true);
        return pool;
    }

    private void limit(Server jetty) {
        jetty.addBean(new NetworkConnectionLimit(plan.connections(), jetty));
        jetty.setErrorHandler(new JsonErrorHandler());
        jetty.setStopTimeout(STOP_MILLIS);
        plan.front().ifPresent(heads::setHandler);
        jetty.setHandler(heads);
    }

    private ServerConnector connector(Server jetty, HttpConfiguration http) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ConnectionFactory[] factories = plan.tls()
                .map(tls -> {
                    // Which names reach this machine is the network's business, not the certificate's.
                    http.addCustomizer(new SecureRequestCustomizer(false));
                    return new ConnectionFactory[] {new SslConnectionFactory(tls, plain.getProtocol()), plain};
                })
                .orElseGet(() -> new ConnectionFactory[] {plain});
        ServerConnector connector = new ServerConnector(jetty, factories);
        connector.setHost(plan.host());
        connector.setPort(plan.port());
        connector.setIdleTimeout(plan.idle().toMillis());
        connector.addBean(heads, false);
        connector.addBean(new AddressConnections(plan.perAddress(), plan.exempt()));
        return connector;
    }

    /**
     * Tells early what would fail later.
     *
     * @throws PortInUseException if the port is taken
     */
    public static void requireFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException taken) {
            throw new PortInUseException(host, port, taken);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Where a person on this machine finds it. */
    public String address() {
        return (plan.tls().isPresent() ? "https://" : "http://")
                + (plan.host().equals("0.0.0.0") ? "localhost" : plan.host()) + ":" + port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
