package io.journeytracker.intake.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import io.journeytracker.intake.message.Unreadable;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentProtocolTest {

    private static final String BATCH = """
            {"batch": [
              {"type": "identify", "messageId": "m-1", "userId": "u-1", "anonymousId": "a-1", "traits": {"segment": "loyal"},
               "timestamp": "2026-11-23T14:07:35.652Z", "context": {"library": {"name": "analytics-node"}}},
              {"type": "track", "messageId": "m-2", "userId": 42, "event": "Order Completed",
               "properties": {"order_id": "o-1", "total": 59.9}, "originalTimestamp": "2026-11-23T14:07:36+01:00",
               "timestamp": "2026-11-23T20:00:00Z", "context": {"journey": {"channel": "store"}}},
              {"type": "page", "messageId": "m-3", "anonymousId": "a-1", "name": "Home", "category": "Docs",
               "properties": {"url": "https://shop.example/"}},
              {"type": "screen", "messageId": "m-4", "anonymousId": "a-1", "name": "Main"},
              {"type": "group", "messageId": "m-5", "userId": "u-1", "groupId": "g-1", "traits": {"name": "ACME"}},
              {"type": "alias", "messageId": "m-6", "userId": "u-1", "previousId": "a-1"}
            ], "context": {"locale": "de-DE"}, "writeKey": "in-body", "sentAt": "2026-11-23T14:07:35.655Z"}
            """;

    @Test
    void readsEveryCallOfABatch() throws Exception {
        Batch batch = Sent.post("/v1/batch", BATCH).basic("key-1:").read();

        assertThat(batch.writeKey()).isEqualTo("key-1");
        assertThat(batch.sentAt()).isEqualTo(millis("2026-11-23T14:07:35.655Z"));
        assertThat(batch.backFill()).isFalse();
        assertThat(batch.items())
                .extracting(item -> ((Message) item).kind())
                .containsExactly(
                        MessageKind.IDENTIFY,
                        MessageKind.TRACK,
                        MessageKind.PAGE,
                        MessageKind.SCREEN,
                        MessageKind.GROUP,
                        MessageKind.ALIAS);
        assertThat(batch.items())
                .extracting(item -> ((Message) item).messageId())
                .containsExactly("m-1", "m-2", "m-3", "m-4", "m-5", "m-6");
    }

    @Test
    void readsWhatEachCallSays() throws Exception {
        Batch batch = Sent.post("/v1/batch", BATCH).read();

        Message identify = Sent.message(batch, 0);
        assertThat(identify.userId()).isEqualTo("u-1");
        assertThat(identify.anonymousId()).isEqualTo("a-1");
        assertThat(identify.traits().path("segment").textValue()).isEqualTo("loyal");
        assertThat(identify.time()).isEqualTo(millis("2026-11-23T14:07:35.652Z"));

        Message track = Sent.message(batch, 1);
        assertThat(track.userId()).as("a number").isEqualTo("42");
        assertThat(track.event()).isEqualTo("Order Completed");
        assertThat(track.properties().path("total").doubleValue()).isEqualTo(59.9);
        assertThat(track.time()).as("the device's own").isEqualTo(millis("2026-11-23T13:07:36Z"));
        assertThat(track.context().path("journey").path("channel").textValue()).isEqualTo("store");
        assertThat(track.context().path("locale").textValue())
                .as("of the batch")
                .isEqualTo("de-DE");

        assertThat(Sent.message(batch, 2).event()).isEqualTo("Home");
        assertThat(Sent.message(batch, 2).properties().path("category").textValue())
                .isEqualTo("Docs");
        assertThat(Sent.message(batch, 2).time()).isEqualTo(Message.NO_TIME);

        Message group = Sent.message(batch, 4);
        assertThat(group.groupId()).isEqualTo("g-1");
        assertThat(group.traits()).as("the group's are not the customer's").isEmpty();
        assertThat(group.properties().path("name").textValue()).isEqualTo("ACME");

        assertThat(Sent.message(batch, 5).previousId()).isEqualTo("a-1");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/identify, IDENTIFY", "/v1/i, IDENTIFY", "/v1/track, TRACK", "/v1/t, TRACK", "/v1/page, PAGE",
                "/v1/p, PAGE",
        "/v1/screen, SCREEN", "/v1/s, SCREEN", "/v1/group, GROUP", "/v1/g, GROUP", "/v1/alias, ALIAS", "/v1/a, ALIAS"
    })
    void thePathNamesTheCallOfASingleMessage(String path, MessageKind kind) throws Exception {
        String body =
                "{\"messageId\": \"m\", \"anonymousId\": \"a\", \"userId\": null, \"event\": \"E\", \"writeKey\": \"k\"}";

        Batch batch = Sent.post(path, body).header("Content-Type", "text/plain").read();

        assertThat(batch.writeKey()).isEqualTo("k");
        assertThat(Sent.message(batch, 0).kind()).isEqualTo(kind);
        assertThat(Sent.message(batch, 0).userId()).isEmpty();
        assertThat(Sent.message(batch, 0).anonymousId()).isEqualTo("a");
    }

    @Test
    void theBrowsersMessageIsRead() throws Exception {
        Message page =
                Sent.post("/v1/p", """
                        {"timestamp": "2026-11-23T14:09:14.616Z", "integrations": {"Segment.io": true}, "type": "page",
                         "properties": {"path": "/", "url": "https://shop.example/", "name": "Home"}, "name": "Home",
                         "context": {"page": {"path": "/", "url": "https://shop.example/"}, "campaign": {"medium": "cpc"}},
                         "messageId": "ajs-next-1", "anonymousId": "a-1", "writeKey": "k", "userId": null,
                         "sentAt": "2026-11-23T14:09:14.694Z", "_metadata": {"bundled": ["Segment.io"]}}
                        """).header("Content-Type", "text/plain").message();

        assertThat(page.messageId()).isEqualTo("ajs-next-1");
        assertThat(page.sentAt()).isEqualTo(millis("2026-11-23T14:09:14.694Z"));
        assertThat(page.context().path("campaign").path("medium").textValue()).isEqualTo("cpc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/batch", "/v1/b", "/v1/import", "/v1/import/"})
    void batchesComeUnderThreePathsAndPerhapsWithTheKeyInTheBodyOnly(String path) throws Exception {
        assertThat(Sent.post(path, BATCH).read().writeKey()).isEqualTo("in-body");
    }

    @ParameterizedTest
    @CsvSource({"Basic a2V5LTE6", "Basic a2V5LTE=", "basic a2V5LTE6c2VjcmV0", "Bearer key-1", "bearer  key-1"})
    void theKeyComesByBasicAlsoWithoutColonOrByBearer(String header) throws Exception {
        assertThat(Sent.post("/v1/batch", BATCH)
                        .header("Authorization", header)
                        .read()
                        .writeKey())
                .isEqualTo("key-1");
    }

    @Test
    void aBadMessageIsRefusedAlone() throws Exception {
        Batch batch = Sent.post("/v1/batch", """
                        {"batch": [
                          {"type": "track", "messageId": "good", "userId": "u", "event": "E"},
                          {"type": "trak", "messageId": "bad", "userId": "u"},
                          {"type": "track", "messageId": "worse", "userId": {"id": 1}, "event": "E"},
                          {"type": "track", "messageId": "late", "userId": "u", "event": "E", "timestamp": "yesterday"},
                          {"type": "track", "messageId": "list", "userId": "u", "event": "E", "properties": []},
                          "text"
                        ]}
                        """).read();

        assertThat(batch.items().get(0)).isInstanceOf(Message.class);
        assertThat(batch.items().subList(1, 6))
                .extracting(item -> ((Unreadable) item).messageId(), item -> ((Unreadable) item).field())
                .containsExactly(
                        tuple("bad", "type"),
                        tuple("worse", "userId"),
                        tuple("late", "timestamp"),
                        tuple("list", "properties"),
                        tuple("", "message"));
        assertThat(batch.items().subList(1, 6))
                .extracting(item -> ((Unreadable) item).reason())
                .allMatch(reason -> reason.contains("expected"))
                .noneMatch(reason -> reason.contains("yesterday"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{\"batch\": {}}",
                "{\"batch\": [1}",
                "{} {}",
                "{\"batch\": [], \"sentAt\": \"soon\"}",
                "3",
                "null"
            })
    void whatIsNoBatchIsMalformed(String body) {
        assertThatExceptionOfType(MalformedRequestException.class)
                .isThrownBy(() -> Sent.post("/v1/batch", body).read())
                .withMessageNotContaining("nonsense")
                .withMessageNotContaining("soon");
    }

    @Test
    void theBrowserIsToldItsKeyAndToSendHere() throws Exception {
        String answer = Sent.get("/v1/projects/key-1/settings")
                .header("Host", "127.0.0.1:8080")
                .answer();

        JsonNode segment =
                new JsonMapper().readTree(answer).path("integrations").path("Segment.io");
        assertThat(segment.path("apiKey").textValue()).isEqualTo("key-1");
        assertThat(segment.path("apiHost").textValue()).isEqualTo("127.0.0.1:8080/v1");
        assertThat(segment.path("protocol").textValue()).isEqualTo("http");
        assertThat(Sent.get("/v1/projects/k/settings")
                        .header("Host", "events.shop.example")
                        .answer())
                .contains("\"protocol\":\"https\"");
        assertThat(Sent.get("/v1/projects/k/settings").header("Host", "a\"b").answer())
                .doesNotContain("apiHost");
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
