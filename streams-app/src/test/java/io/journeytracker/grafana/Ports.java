package io.journeytracker.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that do not tell which one they took. */
final class Ports {

    /** Below those that a system gives to connections of its own, which would take one again before its program does. */
    private static final int FIRST = 20_000;

    private static final int BEHIND_LAST = 32_000;

    /** Nobody has so many ports in use: something else is wrong then. */
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /** As many ports, each another one, that were free a moment ago. */
    static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int attempt = 0; held.size() < count; attempt++) {
                try {
                    held.add(new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST)));
                } catch (BindException e) {
                    if (attempt >= ATTEMPTS) {
                        throw e;
                    }
                }
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(Ports::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
