package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.config.Network;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.intake.mapping.UnusableMessageException;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import io.journeytracker.intake.protocol.Answer;
import io.journeytracker.intake.protocol.Protocol;
import io.journeytracker.intake.protocol.Protocols;
import io.journeytracker.intake.protocol.Route;
import io.journeytracker.intake.publish.Budget;
import io.journeytracker.intake.publish.OrderStamps;
import io.journeytracker.intake.source.Origins;
import io.journeytracker.intake.source.Rate;
import io.journeytracker.intake.source.Sender;
import io.journeytracker.intake.source.Source;
import io.journeytracker.intake.source.WriteKey;
import io.journeytracker.testing.Checkout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        RateLimiter<String> limiter = new RateLimiter<>(now::get, true);
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
        RateLimiter<String> limiter = new RateLimiter<>(now::get, true);
        assertThat(limiter.take("a", 1, 5, 20)).isZero();
        assertThat(limiter.take("a", 1, 5, 1)).isEqualTo(16);
    }

    private static Sender sender(double share) {
        return new Sender(
                new Source("shop"), List.of(WriteKey.of("key")), new Origins(List.of("*")), new Rate(10, 50), share);
    }

    @Test
    void oneAddressCannotEmptyAKeyForEverybodyElse() {
        AtomicLong now = new AtomicLong();
        EventAllowance allowance = new EventAllowance(now::get);
        Sender sender = sender(0.5);
        for (int i = 0; i < 100; i++) {
            allowance.take(sender, "key", "flooding", 5);
            now.addAndGet(1_000_000L);
        }
        assertThat(allowance.take(sender, "key", "flooding", 5)).isPositive();
        assertThat(allowance.take(sender, "key", "another", 20)).isZero();
    }

    @Test
    void aBatchBeyondTheBurstIsPaidForByItsOwnAddress() {
        AtomicLong now = new AtomicLong();
        EventAllowance allowance = new EventAllowance(now::get);
        Sender sender = sender(0.5);
        assertThat(allowance.take(sender, "key", "flooding", 5_000)).isZero();
        now.addAndGet(2_000_000_000L);
        assertThat(allowance.take(sender, "key", "another", 10))
                .as("two seconds later")
                .isZero();
        assertThat(allowance.take(sender, "key", "flooding", 1)).isGreaterThan(900);
    }

    @Test
    void whatTheKeyHasNoRoomForIsNotChargedToTheAddress() {
        AtomicLong now = new AtomicLong();
        EventAllowance allowance = new EventAllowance(now::get);
        Sender sender = sender(1);
        assertThat(allowance.take(sender, "key", "one", 50)).isZero();
        assertThat(allowance.take(sender, "key", "other", 50)).isEqualTo(5);
        now.addAndGet(5_000_000_000L);
        assertThat(allowance.take(sender, "key", "other", 50)).isZero();
    }

    @Test
    void keysOfPagesAreSharedAndThoseOfServersAreNot() {
        assertThat(new Sender(new Source("s"), List.of(), new Origins(List.of()), new Rate(10, 50)).ofAddress())
                .isEqualTo(new Rate(10, 50));
        assertThat(new Sender(new Source("s"), List.of(), Origins.ANY, new Rate(10, 50)).ofAddress())
                .isEqualTo(new Rate(5, 25));
    }

    @Test
    void aSourceKeepsSoMuchOfWhatIsRefusedInAMinuteAndMakesNoMore() {
        AtomicLong now = new AtomicLong();
        LetterAllowance letters = new LetterAllowance(now::get);
        byte[] half = new byte[LetterAllowance.BYTES_A_MINUTE / 2 + 1];
        assertThat(letters.take("shop", () -> half)).contains(half);
        assertThat(letters.take("shop", () -> half)).contains(half);
        assertThat(letters.take("shop", () -> {
                    throw new AssertionError("made in vain");
                }))
                .isEmpty();
        assertThat(letters.take("other", () -> half)).contains(half);
        now.addAndGet(60_000_000_000L);
        assertThat(letters.take("shop", () -> half)).contains(half);
    }

    @Test
    void aMessageIsMeasuredInBytesAndNotInLetters() {
        ObjectNode large = JsonNodeFactory.instance.objectNode();
        large.put("name", "\u00e9".repeat(Limits.EVENT_BYTES / 2));
        Message message = Message.of(MessageKind.TRACK).properties(large).build();
        assertThatThrownBy(() -> EventSize.check(message))
                .isInstanceOf(UnusableMessageException.class)
                .hasMessageContaining("too large");
        for (String text : List.of("plain", "\u00e9", "\u20ac", "\ud83d\ude00")) {
            int fits = Limits.EVENT_BYTES - 64;
            String repeated = text.repeat(fits / text.getBytes(StandardCharsets.UTF_8).length);
            large.put("name", repeated);
            assertThatCode(() -> EventSize.check(message)).as(text).doesNotThrowAnyException();
            large.put("name", repeated + text.repeat(64));
            assertThatThrownBy(() -> EventSize.check(message)).as(text).isInstanceOf(UnusableMessageException.class);
        }
    }

    @Test
    void theDocumentedRefusalsAreThoseOfTheProgram() {
        Map<String, Integer> documented = new TreeMap<>();
        Pattern row = Pattern.compile("\\| (\\d{3}) \\| ([a-z, -]+) \\| .*");
        Checkout.read("docs/intake.md")
                .lines()
                .map(row::matcher)
                .filter(Matcher::matches)
                .forEach(match -> {
                    for (String code : match.group(2).split(", ")) {
                        documented.put(code, Integer.valueOf(match.group(1)));
                    }
                });
        assertThat(documented)
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .collect(Collectors.toMap(ErrorCode::word, ErrorCode::status)));
    }

    @Test
    void everyRefusalNamesAField() {
        assertThat(Refusal.unavailable("away").error().field()).isEqualTo("request");
        assertThat(Refusal.malformed("", "none").error().field()).isEqualTo("request");
    }

    @Test
    void aBodyTakesUpItsRoomPackedAndUnpackedUntilItIsClosed() throws RefusedException {
        Budget room = new Budget(100);
        assertThat(room.tryTake(40)).isTrue();
        try (BodyReader.Body body = new BodyReader.Body(new byte[40], room, 40)) {
            body.grow(50);
            assertThat(room.taken()).isEqualTo(90);
            assertThatThrownBy(() -> body.grow(20)).isInstanceOf(RefusedException.class);
        }
        assertThat(room.taken()).isZero();
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
