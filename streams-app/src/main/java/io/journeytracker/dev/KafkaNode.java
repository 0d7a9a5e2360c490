package io.journeytracker.dev;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;

/** One life of Kafka in this process, broker and controller together. Once stopped it stays so. */
final class KafkaNode {

    private final ServerSocketChannel clients;
    private final ServerSocketChannel peers;
    private final ControllerServer controller;
    private final BrokerServer broker;

    /** @param clients the socket on which clients will be served; from now on Kafka's, and closed by it */
    KafkaNode(Path directory, ServerSocketChannel clients, Map<String, String> overrides) throws IOException {
        this.clients = clients;
        this.peers = Ports.listen(0);
        try {
            Map<String, String> settings = BrokerSettings.of(directory, Ports.of(clients), Ports.of(peers), overrides);
            KafkaConfig config = new KafkaConfig(settings, false);
            LogDirectory logs = LogDirectory.open(directory);
            SharedServer shared = new SharedServer(
                    config,
                    logs.properties(),
                    Time.SYSTEM,
                    new Metrics(),
                    CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(
                            config.quorumConfig().voters())),
                    QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                    EmbeddedFaults::handler,
                    (listener, address, backlog, receiveBuffer) -> bound(listener, address));
            controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logs.bootstrap());
            broker = new BrokerServer(shared);
        } catch (IOException | RuntimeException e) {
            peers.close();
            throw e;
        }
    }

    /** @throws RuntimeException if Kafka does not come up, with Kafka's reason */
    void start() {
        try {
            controller.startup();
            broker.startup();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // Scala throws checked exceptions without declaring them, and callers would not catch those.
            throw new IllegalStateException("The embedded broker could not start: " + e.getMessage(), e);
        }
    }

    /** Also after a start that failed halfway, when Kafka may not have got as far as taking the sockets over. */
    void stop() throws IOException {
        broker.shutdown();
        controller.shutdown();
        clients.close();
        peers.close();
    }

    private ServerSocketChannel bound(String listener, InetSocketAddress address) throws IOException {
        for (ServerSocketChannel bound : List.of(clients, peers)) {
            if (Ports.of(bound) == address.getPort()) {
                bound.configureBlocking(false);
                return bound;
            }
        }
        throw new IOException("Listener " + listener + " wants port " + address.getPort() + ", which was not bound");
    }
}
