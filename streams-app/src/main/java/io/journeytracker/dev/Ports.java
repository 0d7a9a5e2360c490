package io.journeytracker.dev;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Binds ports of this machine. Port 0 stands for any free one, chosen by the system, so that nobody guesses. */
final class Ports {

    static final String HOST = "127.0.0.1";

    private static final int BACKLOG = 128;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Ports() {}

    /**
     * Listens on the port.
     *
     * @throws IOException if another process keeps the port for more than 10 seconds
     */
    static ServerSocketChannel listen(int port) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return bind(port);
            } catch (BindException taken) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IOException("Port " + port + " of " + HOST + " is taken by another process", taken);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    /**
     * Keeps the port from others without listening on it: who connects is refused. Without this a client that tries again
     * and again could be given the very port as its own end, and so be connected to itself.
     */
    static SocketChannel reserve(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(new InetSocketAddress(HOST, port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static int of(ServerSocketChannel channel) {
        return channel.socket().getLocalPort();
    }

    private static ServerSocketChannel bind(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(new InetSocketAddress(HOST, port), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
