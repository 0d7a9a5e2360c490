package io.journeytracker.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.client.IntakeAddress;
import io.journeytracker.client.IntakeClient;
import io.journeytracker.client.Retries;
import io.journeytracker.simulator.ShopSettings;
import io.journeytracker.testing.StandInIntake;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopTrafficTest {

    private static final Instant OPENING = Instant.parse("2026-03-02T09:00:00Z");

    private final StandInIntake intake = new StandInIntake();
    private Instant now = OPENING;

    @AfterEach
    void close() {
        intake.close();
    }

    private ShopTraffic traffic(double speed) {
        IntakeAddress address = IntakeAddress.of(intake.address(), "k1", name -> null);
        IntakeClient client =
                new IntakeClient(address, Retries.lasting(Duration.ofMinutes(1)), wait -> false, line -> {});
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return new ShopTraffic(ShopSettings.usual(), speed, client, clock);
    }

    private List<JsonNode> sent() {
        return intake.asked().stream()
                .flatMap(asked -> asked.elements("batch").stream())
                .toList();
    }

    private List<Instant> times() {
        return sent().stream()
                .map(message -> Instant.parse(message.path("timestamp").asText()))
                .toList();
    }

    @Test
    void whatHappenedSinceTheLastTimeIsToldInOrderAndNothingTwice() throws Exception {
        ShopTraffic traffic = traffic(1);
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(2);
            traffic.catchUp();
        }
        assertThat(times())
                .hasSizeGreaterThan(500)
                .isSorted()
                .allMatch(time -> !time.isBefore(OPENING) && time.isBefore(now));
        assertThat(sent())
                .extracting(message -> message.path("messageId").asText())
                .doesNotHaveDuplicates();
        assertThat(traffic.taken()).isEqualTo(sent().size());
        assertThat(intake.asked()).allSatisfy(asked -> {
            assertThat(asked.path()).isEqualTo("/v1/batch");
            assertThat(asked.elements("batch")).hasSizeBetween(1, 100);
        });
    }

    @Test
    void aFasterShopIsBusierInOurTime() throws Exception {
        ShopTraffic traffic = traffic(10);
        now = now.plusSeconds(30);
        traffic.catchUp();
        assertThat(times()).hasSizeGreaterThan(2_000).isSorted().allMatch(time -> time.isBefore(now));
    }

    @Test
    void whatIsRefusedIsCountedAndTheFirstReasonKept() throws Exception {
        intake.then(200, "{\"errors\":[{\"index\":0,\"field\":\"event\",\"reason\":\"is odd\"}]}");
        ShopTraffic traffic = traffic(1);
        now = now.plusSeconds(30);
        traffic.catchUp();
        assertThat(traffic.refused()).isEqualTo(1);
        assertThat(traffic.taken()).isEqualTo(sent().size() - 1);
        assertThat(traffic.firstRefusal())
                .hasValueSatisfying(first -> assertThat(first.text()).isEqualTo("event: is odd"));
    }
}
