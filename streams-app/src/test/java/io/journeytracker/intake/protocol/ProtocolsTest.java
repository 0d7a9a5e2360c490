package io.journeytracker.intake.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Item;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all protocols. */
class ProtocolsTest {

    private static final int MUTATIONS = 3_000;

    static Stream<Arguments> requests() {
        return Stream.of(
                request("a batch of Segment's", () -> Sent.post("/v1/batch", """
                        {"batch": [{"type": "track", "messageId": "m-1", "userId": "u", "event": "E", "properties": {"a": 1}},
                                   {"type": "page", "messageId": "m-2", "anonymousId": "a", "name": "N", "category": "C"},
                                   {"type": "nothing", "messageId": "m-3"}],
                         "context": {"locale": "de"}, "writeKey": "secret", "sentAt": "2026-11-23T14:07:35.655Z"}
                        """)),
                request(
                        "one message of Segment's",
                        () -> Sent.post(
                                "/v1/t",
                                "{\"messageId\": \"m\", \"anonymousId\": \"a\", \"event\": \"E\", \"writeKey\": \"secret\","
                                        + " \"sentAt\": \"2026-11-23T14:07:35.655Z\"}")),
                request("a pixel of RudderStack's", () -> Sent.get("/pixel/v1/track")
                        .query("writeKey", "secret")
                        .query("anonymousId", "a")
                        .query("event", "E")
                        .query("properties.b", "1")),
                request(
                        "a merge of RudderStack's",
                        () -> Sent.post(
                                "/v1/merge",
                                "{\"mergeProperties\": [{\"type\": \"user_id\", \"value\": \"1\"}, {\"type\": \"user_id\", \"value\": \"2\"}]}")),
                request("a payload of Snowplow's", () -> Sent.post("/com.snowplowanalytics.snowplow/tp2", """
                        {"schema": "iglu:x", "data": [{"e": "pv", "aid": "shop", "duid": "d", "eid": "1", "url": "https://a.example"},
                          {"e": "se", "aid": "shop", "duid": "d", "se_ac": "A", "stm": "1795442879563"}, {"e": "no"}]}
                        """)),
                request("a pixel of Snowplow's", () -> Sent.get("/i")
                        .query("e", "pv")
                        .query("aid", "shop")
                        .query("duid", "d")
                        .query("stm", "1795442879563")),
                request("a batch of PostHog's", () -> Sent.post("/batch", """
                        {"api_key": "secret", "sent_at": "2026-11-23T14:08:01.305Z", "historical_migration": true, "batch": [
                          {"event": "$pageview", "distinct_id": "u", "uuid": "1", "properties": {"$current_url": "https://a.example"}},
                          {"event": "E", "distinct_id": "u", "uuid": "2", "timestamp": "2026-11-23T14:08:01.303Z"},
                          {"event": [], "distinct_id": "u"}]}
                        """)),
                request(
                        "an event of PostHog's",
                        () -> Sent.post(
                                "/e",
                                "{\"token\": \"secret\", \"event\": \"E\", \"properties\": {\"distinct_id\": \"u\", \"token\": \"secret\"},"
                                        + " \"sent_at\": \"2026-11-23T14:08:01.305Z\"}")),
                request("a batch of CloudEvents", () -> Sent.post("/v1/cloudevents", """
                        [{"specversion": "1.0", "id": "1", "source": "s", "type": "t", "subject": "u", "data": {"x": [1]}},
                         {"specversion": "2"}]
                        """)),
                request("a binary CloudEvent", () -> Sent.post("/v1/cloudevents", "{\"x\": 1}")
                        .header("ce-specversion", "1.0")
                        .header("ce-id", "1")
                        .header("ce-source", "s")
                        .header("ce-type", "t")
                        .header("ce-userid", "u")
                        .header("content-type", "application/json")));
    }

    private static Arguments request(String name, Supplier<Sent> sent) {
        return Arguments.of(name, sent);
    }

    @Test
    void noTwoProtocolsAnswerTheSamePath() {
        List<String> paths = Protocols.all().stream()
                .flatMap(protocol -> protocol.routes().stream())
                .map(route -> Sent.method(route) + " " + route.pattern())
                .toList();

        assertThat(paths).doesNotHaveDuplicates().noneMatch(path -> path.endsWith("/"));
        assertThat(Protocols.all().stream().map(Protocol::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void eachElementOfADeadLetterSaysTheSameAgainByItself(String name, Supplier<Sent> sent) throws Exception {
        Batch batch = sent.get().read();
        assertThat(batch.items()).isNotEmpty();

        for (Item item : batch.items()) {
            byte[] again = item instanceof Message message
                    ? message.again().get()
                    : ((Unreadable) item).again().get();
            assertThat(new String(again, StandardCharsets.UTF_8)).doesNotContain("secret");

            Batch alone = sent.get().again(again).read();
            assertThat(alone.items()).hasSize(1);
            assertThat(alone.items().get(0))
                    .usingRecursiveComparison()
                    .ignoringFields("again")
                    .isEqualTo(item);
            assertThat(alone.backFill()).isEqualTo(batch.backFill());
            assertThat(alone.sentAt()).isIn(batch.sentAt(), Message.NO_TIME);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void aBrokenBodyIsMalformedOrReadButNeverAnythingElse(String name, Supplier<Sent> sent) throws Exception {
        byte[] body = sent.get().read().items().get(0) instanceof Message message
                ? message.again().get()
                : new byte[0];
        Random random = new Random(name.hashCode());
        int malformed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            try {
                sent.get().again(mutated(body, random)).read();
            } catch (MalformedRequestException expected) {
                assertThat(expected.field()).isNotEmpty();
                malformed++;
            }
        }
        assertThat(malformed).isPositive();
    }

    private static byte[] mutated(byte[] body, Random random) {
        byte[] mutated = body.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] = (byte) "{}[]\",:0-en".charAt(random.nextInt(11));
                case 2 -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
                default -> mutated[at] = mutated[random.nextInt(mutated.length)];
            }
        }
        return mutated;
    }

    @Test
    void jsonBeyondItsBoundsIsMalformed() {
        for (String body : List.of(
                "{\"batch\":" + "[".repeat(10_000),
                "{\"batch\":[" + "{\"a\":".repeat(40) + "1" + "}".repeat(40) + "]}",
                "{\"" + "n".repeat(2_000) + "\":1}",
                "{\"batch\":[" + "1".repeat(200) + "]}")) {
            assertThatExceptionOfType(MalformedRequestException.class)
                    .isThrownBy(() -> Sent.post("/v1/batch", body).read())
                    .withMessageContaining("beyond the bounds");
        }
    }
}
