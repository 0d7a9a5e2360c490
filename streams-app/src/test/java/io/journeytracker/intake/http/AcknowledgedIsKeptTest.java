package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.BrokerProcess;
import io.journeytracker.testing.IntakeFixture;
import io.journeytracker.testing.Measurements;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.Sizes;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every message whose sender got a 2xx is on Kafka, whatever happens to the broker meanwhile. */
@Tag("broker")
class AcknowledgedIsKeptTest {

    private static final String SOURCES = IntakeFixture.SOURCES + """
                rate: {events: 100000, burst: 100000}
            addresses: {requests: 100000, burst: 100000}
            """;
    private static final int SENDERS = 16;
    private static final long STEADY_BYTES = 96L << 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final int messages = Sizes.choose(10_000, 200_000);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();
    private final AtomicLong grown = new AtomicLong();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void theBrokerIsStoppedCleanly() {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                IntakeFixture intake = IntakeFixture.on(broker, SOURCES)) {
            run("stopped", intake, meanwhile -> {
                broker.stopBroker();
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !intake.ready());
                meanwhile.run();
                broker.startBroker();
            });
        }
    }

    @Test
    void theBrokerIsKilled(@TempDir Path data) {
        try (BrokerProcess broker = BrokerProcess.start(data);
                IntakeFixture intake = IntakeFixture.on(broker.bootstrapServers(), SOURCES)) {
            run("killed", intake, meanwhile -> {
                broker.kill();
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !intake.ready());
                meanwhile.run();
                broker.startAgain();
            });
        }
    }

    /** Ends the broker, says when it is known to be away, and starts it again. */
    @FunctionalInterface
    private interface Outage {
        void run(Runnable meanwhile);
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void run(String how, IntakeFixture intake, Outage outage) {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                running.add(CompletableFuture.runAsync(() -> send(intake), senders));
            }
            for (int third = 1; third <= 2; third++) {
                int reached = messages * third / 3;
                Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> acknowledged.size() >= reached);
                long before = usedAfterCollection();
                outage.run(() -> grown.accumulateAndGet(usedAfterCollection() - before, Math::max));
            }
            running.forEach(CompletableFuture::join);
        } finally {
            senders.shutdownNow();
        }
        Set<String> kept =
                intake.touchpoints().stream().map(Touchpoint::getMessageId).collect(Collectors.toSet());
        assertThat(acknowledged).hasSize(messages);
        Set<String> lost = new HashSet<>(acknowledged);
        lost.removeAll(kept);
        // Not containsAll, which compares each with each: at full size it does not end.
        assertThat(lost).as("acknowledged and not on Kafka").isEmpty();
        assertThat(refusals.get()).as("the outages were noticed").isPositive();
        assertThat(grown.get()).as("bytes of heap during the outages").isLessThan(STEADY_BYTES);
        assertThat(Duration.ofNanos(slowest.get()))
                .as("the slowest answer")
                .isLessThan(Promised.within(Duration.ofSeconds(2)));
        Measurements.record(
                "Intake: the broker is " + how,
                "%,d messages, each sent until it was acknowledged, the broker %s twice: all are in the topic; %,d refusals, slowest answer %d ms."
                        .formatted(
                                messages,
                                how,
                                refusals.get(),
                                Duration.ofNanos(slowest.get()).toMillis()));
    }

    /** As an SDK does: again until it is acknowledged. */
    private void send(IntakeFixture intake) {
        for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
            String id = "m-" + i;
            while (!isAcknowledged(intake, id)) {
                refusals.incrementAndGet();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            acknowledged.add(id);
        }
    }

    private boolean isAcknowledged(IntakeFixture intake, String id) {
        long began = System.nanoTime();
        int status = intake.post("{\"messageId\":\"" + id + "\",\"userId\":\"u-" + id + "\",\"event\":\"A\"}")
                .statusCode();
        slowest.accumulateAndGet(System.nanoTime() - began, Math::max);
        assertThat(status).isIn(200, 503);
        return status == 200;
    }
}
