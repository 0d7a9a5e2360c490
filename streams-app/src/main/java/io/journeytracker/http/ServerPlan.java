package io.journeytracker.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What a server listens on, and what it serves.
 *
 * @param port 0: any free one
 * @param modules the paths
 * @param front sees every request before the modules do, on the server's own terms: without a thread for each that waits
 * @param tls empty: plain HTTP
 * @param connections most of them at once
 * @param perAddress most of them from one address
 * @param exempt addresses that may have all of them
 * @param idle a connection on which nothing moves for so long is closed
 */
public record ServerPlan(
        String host,
        int port,
        List<RouteModule> modules,
        Optional<Handler.Wrapper> front,
        Optional<SslContextFactory.Server> tls,
        int connections,
        int perAddress,
        Predicate<InetAddress> exempt,
        Duration idle) {

    private static final int USUAL_CONNECTIONS = 1_024;
    private static final Duration USUAL_IDLE = Duration.ofSeconds(30);

    /** For one's own people and programs. */
    public static ServerPlan internal(String host, int port, List<RouteModule> modules) {
        return new ServerPlan(
                host,
                port,
                modules,
                Optional.empty(),
                Optional.empty(),
                USUAL_CONNECTIONS,
                USUAL_CONNECTIONS,
                nobody -> false,
                USUAL_IDLE);
    }

    public ServerPlan withFront(Handler.Wrapper handler) {
        return new ServerPlan(host, port, modules, Optional.of(handler), tls, connections, perAddress, exempt, idle);
    }
}
