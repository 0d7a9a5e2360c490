package io.journeytracker.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One Kafka broker inside this process: KRaft, broker and controller in one, plain text, on this machine only. It takes a
 * free port and keeps it until it is closed, also while it is stopped, so that clients find it again. Not thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private final Path directory;
    private final boolean ownsDirectory;
    private final Map<String, String> overrides;
    private int port;
    private KafkaNode node;
    private SocketChannel reservation;
    private boolean closed;

    private EmbeddedBroker(Path directory, boolean ownsDirectory, Map<String, String> overrides, int port) {
        this.directory = directory;
        this.ownsDirectory = ownsDirectory;
        this.overrides = Map.copyOf(overrides);
        this.port = port;
    }

    /** Starts a broker whose data is deleted when it is closed. */
    public static EmbeddedBroker start() {
        return start(Map.of());
    }

    /** As {@link #start()}, with settings of Kafka's ({@code server.properties}) that replace ours. */
    public static EmbeddedBroker start(Map<String, String> overrides) {
        try {
            return begin(new EmbeddedBroker(Files.createTempDirectory("journey-broker"), true, overrides, 0));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a directory for the embedded broker", e);
        }
    }

    /** Starts a broker whose data stays in {@code dataDir}, which is made where it is missing, and used where it is not. */
    public static EmbeddedBroker start(Path dataDir, Map<String, String> overrides) {
        return start(dataDir, overrides, 0);
    }

    /**
     * As {@link #start(Path, Map)}, on a given port.
     *
     * @param port 0: any free one
     * @throws UncheckedIOException if the port stays taken or the directory cannot be used
     */
    public static EmbeddedBroker start(Path dataDir, Map<String, String> overrides, int port) {
        try {
            Files.createDirectories(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + dataDir + " for the embedded broker's data", e);
        }
        return begin(new EmbeddedBroker(dataDir, false, overrides, port));
    }

    /** Where clients connect, {@code host:port}; stays the same until the broker is closed. */
    public String bootstrapServers() {
        return Ports.HOST + ":" + port;
    }

    /** Where the data is. */
    Path directory() {
        return directory;
    }

    /** Starts the broker again after {@link #stopBroker()}, on the same port and data. Without effect while it runs. */
    public void startBroker() {
        if (closed) {
            throw new IllegalStateException("The embedded broker is closed");
        }
        if (node != null) {
            return;
        }
        EmbeddedFaults.forbidExit();
        try {
            release();
            ServerSocketChannel clients = Ports.listen(port);
            port = Ports.of(clients);
            try {
                node = new KafkaNode(directory, clients, overrides);
            } finally {
                if (node == null) {
                    clients.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the embedded broker: " + e.getMessage(), e);
        }
        node.start();
    }

    /** Stops the broker cleanly, as in an outage: connections break, new ones are refused, data and port stay. */
    public void stopBroker() {
        if (node == null) {
            return;
        }
        KafkaNode stopping = node;
        node = null;
        try {
            stopping.stop();
            reservation = Ports.reserve(port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop the embedded broker and keep its port " + port, e);
        }
    }

    /** Stops the broker and starts it again. */
    public void restart() {
        stopBroker();
        startBroker();
    }

    /** Stops the broker, gives the port back and deletes the data if the broker chose its place. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stopBroker();
        } finally {
            cleanUp();
        }
    }

    private void cleanUp() {
        try {
            release();
            if (ownsDirectory) {
                Directories.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clean up after the embedded broker in " + directory, e);
        }
    }

    private void release() throws IOException {
        if (reservation != null) {
            reservation.close();
            reservation = null;
        }
    }

    private static EmbeddedBroker begin(EmbeddedBroker broker) {
        try {
            broker.startBroker();
            return broker;
        } catch (RuntimeException | Error failure) {
            broker.closeAfter(failure);
            throw failure;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
