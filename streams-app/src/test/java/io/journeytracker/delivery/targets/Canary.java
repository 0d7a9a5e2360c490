package io.journeytracker.delivery.targets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens at 127.0.0.1 and, where the machine has it, ::1. Nobody may ever connect. */
final class Canary implements AutoCloseable {

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    Canary() throws IOException {
        listen("127.0.0.1", 0);
        try {
            listen("::1", port());
        } catch (IOException noSuchAddress) {
            // This machine has no IPv6.
        }
    }

    private void listen(String address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        sockets.add(socket);
        Thread thread = new Thread(() -> accept(socket), "canary-" + address);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connections.incrementAndGet();
                connection.getInputStream().read(new byte[4_096]);
                connection.getOutputStream().write("HTTP/1.1 204 Sung\r\nConnection: close\r\n\r\n".getBytes());
            } catch (IOException closed) {
                // The test is over, or the other side is gone.
            }
        }
    }

    int port() {
        return sockets.get(0).getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }
}
