package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.config.Network;
import io.journeytracker.intake.protocol.Answer;
import io.journeytracker.intake.protocol.Protocol;
import io.journeytracker.intake.protocol.Protocols;
import io.journeytracker.intake.protocol.Route;
import io.journeytracker.intake.publish.OrderStamps;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The small rules behind the server, without the server. */
class IntakeRulesTest {

    private record Named(String name, List<Route> routes) implements Protocol {}

    private static Route question(String method, String pattern) {
        return new Route.Question(method, pattern, request -> Answer.json("{}"));
    }

    @Test
    void allProtocolsHaveRoutesOfTheirOwn() {
        assertThat(new PathTable(Protocols.all()).find("/v1/touchpoints")).isPresent();
    }

    @Test
    void pathsAreFoundExactlyOrByPatternWithOrWithoutASlashAtTheEnd() {
        PathTable table = new PathTable(List.of(new Named(
                "p",
                List.of(
                        question("GET", "/a/{key}/settings"),
                        question("POST", "/a/b/settings"),
                        question("GET", "/")))));
        assertThat(table.find("/a/k-1/settings/").orElseThrow().parameters()).containsEntry("key", "k-1");
        assertThat(table.find("/a/b/settings").orElseThrow().methods()).isEqualTo("POST");
        assertThat(table.find("/")).isPresent();
        assertThat(table.find("/a/k/1/settings")).isEmpty();
        assertThat(table.find("/A/k/settings")).isEmpty();
    }

    @Test
    void twoRoutesOfOneMethodAndPathAreAMistake() {
        assertThatThrownBy(() ->
                        new PathTable(List.of(new Named("p", List.of(question("GET", "/a"), question("GET", "/a/"))))))
                .hasMessageContaining("GET /a");
    }

    @Test
    void aBucketGivesItsBurstThenItsRate() {
        AtomicLong now = new AtomicLong();
        RateLimiter<String> limiter = new RateLimiter<>(now::get);
        assertThat(limiter.take("a", 2, 5, 5)).isZero();
        assertThat(limiter.take("a", 2, 5, 1)).isEqualTo(1);
        assertThat(limiter.take("b", 2, 5, 1)).as("another's bucket").isZero();
        now.addAndGet(1_000_000_000L);
        assertThat(limiter.take("a", 2, 5, 2)).isZero();
        assertThat(limiter.take("a", 2, 5, 4)).isEqualTo(2);
    }

    @Test
    void moreThanABurstIsTakenFromAFullBucketAndPaidForAfterwards() {
        AtomicLong now = new AtomicLong();
        RateLimiter<String> limiter = new RateLimiter<>(now::get);
        assertThat(limiter.take("a", 1, 5, 20)).isZero();
        assertThat(limiter.take("a", 1, 5, 1)).isEqualTo(16);
    }

    @Test
    void orderStampsGrowEvenWhereTheClockStandsOrGoesBack() {
        OrderStamps stamps = new OrderStamps();
        assertThat(stamps.take(1_000, 3)).isEqualTo(1_000_000);
        assertThat(stamps.take(1_000, 2)).isEqualTo(1_000_003);
        assertThat(stamps.take(999, 1)).isEqualTo(1_000_005);
        assertThat(stamps.take(1_001, 1)).isEqualTo(1_001_000);
    }

    @Test
    void networksHoldTheirAddressesAndNames() {
        assertThat(Network.parse("10.0.0.0/8").contains(Network.address("10.255.0.1")))
                .isTrue();
        assertThat(Network.parse("10.0.0.0/8").contains(Network.address("11.0.0.1")))
                .isFalse();
        assertThat(Network.parse("10.0.0.0/9").contains(Network.address("10.128.0.1")))
                .isFalse();
        assertThat(Network.parse("::1").contains(Network.address("::1"))).isTrue();
        assertThat(Network.parse("fd00::/8").contains(Network.address("10.0.0.1")))
                .isFalse();
        assertThat(Network.parse("127.0.0.1").contains(Network.address("::ffff:127.0.0.1")))
                .isTrue();
        for (String wrong : List.of("proxy.example", "10.0.0.0/33", "10.0.0.0/8/8", "", "::1/129", "10.0.0.0/x")) {
            assertThatThrownBy(() -> Network.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
