package io.journeytracker.testing;

import io.journeytracker.dev.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An {@link EmbeddedBroker} as a process of its own, to be killed in tests. It ends when the test's process does. */
public final class BrokerProcess implements AutoCloseable {

    private final Path dataDir;
    private int port;
    private ChildJvm process;

    private BrokerProcess(Path dataDir) {
        this.dataDir = dataDir;
    }

    /** Starts the process and waits until its broker serves. The data stays in {@code dataDir}. */
    public static BrokerProcess start(Path dataDir) {
        BrokerProcess broker = new BrokerProcess(dataDir);
        broker.startAgain();
        return broker;
    }

    /** Where clients connect; the same after {@link #startAgain()}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Ends the process at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.kill();
    }

    /** Stops the process where it is, as {@code kill -STOP} does: connections stay open and nobody answers. */
    public void pause() {
        process.signal("STOP");
    }

    /** Lets it go on after {@link #pause()}. */
    public void resume() {
        process.signal("CONT");
    }

    /** Starts the process again after {@link #kill()}, on the same port and data. */
    public void startAgain() {
        process = ChildJvm.start("broker process", Child.class, List.of(dataDir.toString(), Integer.toString(port)));
        port = Integer.parseInt(process.address());
    }

    /** Ends the process; its data stays. */
    @Override
    public void close() {
        kill();
    }

    /** What runs in the process. */
    public static final class Child {

        private Child() {}

        /** Serves until standard input ends, which it does with the process that started this one. */
        public static void main(String[] args) throws IOException {
            int port = Integer.parseInt(args[1]);
            try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Map.of(), port)) {
                System.out.println(ChildJvm.SERVING + broker.bootstrapServers().split(":")[1]);
                while (System.in.read() >= 0) {
                    continue;
                }
            }
        }
    }
}
