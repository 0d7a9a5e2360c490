package io.journeytracker.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What lies between a browser and the application, and may be cut: then what runs on it breaks, and nothing new gets through. */
final class Line implements AutoCloseable {

    private final InetAddress here = InetAddress.getLoopbackAddress();
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean cut;

    /** @param address of the application */
    Line(String address) {
        target = URI.create(address).getPort();
        try {
            server = new ServerSocket(0, 0, here);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(Line::end);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException gone) {
                // The browser's side sees it, or all of it ends.
            }
        }
    }

    private void connect(Socket browser) throws IOException {
        open.add(browser);
        if (cut) {
            end(browser);
            return;
        }
        Socket application = new Socket(here, target);
        open.add(application);
        threads.execute(() -> carry(browser, application));
        threads.execute(() -> carry(application, browser));
    }

    private void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // Both ends hear of it below.
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdown();
    }
}
