package io.journeytracker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** One address has its share of the connections, and no more. */
class ConnectionsTest {

    private static final int SHARE = 3;

    private static HttpServer server(Predicate<InetAddress> exempt) {
        return new HttpServer(new ServerPlan(
                "127.0.0.1",
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                100,
                SHARE,
                exempt,
                Duration.ofSeconds(30)));
    }

    /** Whether it answers: with 404, since it has no paths. */
    private static boolean isServed(Socket socket) {
        try {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (IOException cut) {
            return false;
        }
    }

    @Test
    void whatAnAddressOpensBeyondItsShareIsClosed() throws IOException {
        List<Socket> open = new ArrayList<>();
        try (HttpServer server = server(nobody -> false)) {
            for (int i = 0; i < SHARE; i++) {
                open.add(new Socket("127.0.0.1", server.port()));
                assertThat(isServed(open.get(i))).isTrue();
            }
            try (Socket tooMany = new Socket("127.0.0.1", server.port())) {
                assertThat(isServed(tooMany)).isFalse();
            }
            open.remove(0).close();
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                try (Socket another = new Socket("127.0.0.1", server.port())) {
                    return isServed(another);
                }
            });
        } finally {
            for (Socket each : open) {
                each.close();
            }
        }
    }

    @Test
    void whoeverManyOthersStandBehindMayHaveAll() throws IOException {
        List<Socket> open = new ArrayList<>();
        try (HttpServer server = server(InetAddress::isLoopbackAddress)) {
            for (int i = 0; i < SHARE * 3; i++) {
                open.add(new Socket("127.0.0.1", server.port()));
                assertThat(isServed(open.get(i))).isTrue();
            }
        } finally {
            for (Socket each : open) {
                each.close();
            }
        }
    }
}
