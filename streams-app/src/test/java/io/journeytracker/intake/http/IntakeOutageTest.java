package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.IntakeFixture;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker that is away is told within two seconds, and noticed when it is back. */
@Tag("broker")
class IntakeOutageTest {

    private static final Duration PROMISED = Duration.ofSeconds(2);

    private EmbeddedBroker broker;
    private IntakeFixture intake;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start();
        intake = IntakeFixture.on(broker);
    }

    @AfterEach
    void end() {
        intake.close();
        broker.close();
    }

    private record Timed(HttpResponse<String> answer, Duration took) {}

    private Timed post(int id) {
        long began = System.nanoTime();
        HttpResponse<String> answer =
                intake.post("{\"messageId\":\"m-" + id + "\",\"userId\":\"u-" + id + "\",\"event\":\"A\"}");
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - began));
    }

    @Test
    void everyRequestIsAnsweredInTimeWhileTheBrokerIsAwayAndTakenWhenItIsBack() {
        Set<Integer> acknowledged = new HashSet<>();
        assertThat(post(0).answer().statusCode()).isEqualTo(200);
        acknowledged.add(0);
        broker.stopBroker();

        List<CompletableFuture<Timed>> away = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            int id = i;
            away.add(CompletableFuture.supplyAsync(() -> post(id)));
        }
        assertThat(away).extracting(CompletableFuture::join).allSatisfy(timed -> {
            assertThat(timed.answer().statusCode()).isEqualTo(503);
            assertThat(timed.answer().headers().firstValue("Retry-After")).isPresent();
            assertThat(timed.answer().body()).contains("\"code\":\"unavailable\"");
            assertThat(timed.took()).isLessThan(PROMISED);
        });
        assertThat(intake.ready()).isFalse();
        assertThat(post(99).took()).as("once it is known nobody waits").isLessThan(Duration.ofMillis(500));

        broker.startBroker();
        intake.awaitReady();
        await().atMost(Duration.ofSeconds(15)).until(() -> post(100).answer().statusCode() == 200);
        acknowledged.add(100);
        assertThat(intake.touchpoints().stream()
                        .map(touchpoint ->
                                Integer.parseInt(touchpoint.getMessageId().substring(2)))
                        .collect(Collectors.toSet()))
                .containsAll(acknowledged);
    }
}
