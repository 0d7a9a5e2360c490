package io.journeytracker.dev;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** One life of Kafka in this process, broker and controller together. Once stopped it stays so. */
final class KafkaNode {

    private static final Logger log = LoggerFactory.getLogger(KafkaNode.class);

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
            format(directory);
            Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> found =
                    KafkaRaftServer.initializeLogDirs(config, log, "");
            SharedServer shared = new SharedServer(
                    config,
                    found._1(),
                    Time.SYSTEM,
                    new Metrics(),
                    CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(
                            config.quorumConfig().voters())),
                    QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                    EmbeddedFaults::handler,
                    (listener, address, backlog, receiveBuffer) -> bound(listener, address));
            controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), found._2());
            broker = new BrokerServer(shared);
        } catch (IOException | RuntimeException e) {
            peers.close();
            throw e;
        }
    }

    void start() {
        controller.startup();
        broker.startup();
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

    private static void format(Path directory) throws IOException {
        if (Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Formatter formatter = new Formatter()
                .setPrintStream(nowhere)
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        try {
            formatter.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Cannot lay out a Kafka log directory in " + directory, e);
        }
    }
}
