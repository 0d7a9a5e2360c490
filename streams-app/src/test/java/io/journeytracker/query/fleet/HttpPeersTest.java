package io.journeytracker.query.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.access.AccessGate;
import io.journeytracker.access.AccessKeys;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.testing.Promised;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another instance that is asked by HTTP, and does not always answer. */
@Timeout(60)
class HttpPeersTest {

    private static final String KEY = "peer-key-0123456789";
    private static final Question TOTALS = new Question.Totals();

    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private final HttpServer server = new HttpServer(ServerPlan.internal(
            "127.0.0.1",
            0,
            List.of(new AccessGate(AccessKeys.open().withPeers(List.of(KEY))), new PeerRoutes(this::answer))));
    private final Address address = new Address("127.0.0.1", server.port());
    private final HttpPeers peers = new HttpPeers(KEY);

    @AfterEach
    void close() {
        hanging.countDown();
        peers.close();
        server.close();
    }

    private List<Share> answer(Question question, Set<Integer> partitions) {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return partitions.stream().map(partition -> Group.active(partition, 5)).toList();
    }

    private static List<Share> ask(HttpPeers peers, Address whom) {
        return peers.ask(whom, TOTALS, Set.of(1, 2)).join();
    }

    @Test
    void itAnswersOfThePartitionsThatItIsAskedFor() {
        assertThat(ask(peers, address)).containsExactlyInAnyOrder(Group.active(1, 5), Group.active(2, 5));
    }

    @Test
    void oneThatHangsIsWaitedForOnceAndAskedAgainWhenItAnswers() {
        hanging = new CountDownLatch(1);
        assertThat(ask(peers, address)).isEmpty();
        long began = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(ask(peers, address)).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("a thousand questions to one that is known to be away")
                .isLessThan(Promised.within(TOTALS.patience()));
        hanging.countDown();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ask(peers, address)).hasSize(2));
    }

    @Test
    void whoIsNotThereOrRefusesOrHasNoProperNameSaysNothing() {
        try (HttpPeers strangers = new HttpPeers("not-the-key-0123456789")) {
            assertThat(ask(strangers, address)).isEmpty();
        }
        int closed = address.port();
        server.close();
        assertThat(ask(peers, new Address("127.0.0.1", closed))).isEmpty();
        assertThat(ask(peers, new Address("no_name", 80))).isEmpty();
    }
}
