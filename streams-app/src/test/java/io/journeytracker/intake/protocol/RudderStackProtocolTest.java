package io.journeytracker.intake.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RudderStackProtocolTest {

    private static final String TRACK = """
            {"properties": {"product_id": "p-1"}, "event": "Product Viewed", "type": "track", "channel": "web",
             "context": {"traits": {"segment": "loyal"}, "sessionId": 1795443015915,
                         "app": {"name": "RudderLabs JavaScript SDK", "namespace": "com.rudderlabs.javascript"}},
             "originalTimestamp": "2026-11-23T14:10:15.930Z", "messageId": "m-1", "userId": "", "anonymousId": "a-1",
             "integrations": {"All": true}, "sentAt": "2026-11-23T14:10:15.932Z"}
            """;

    @Test
    void theBrowsersMessageCarriesTraitsInItsContext() throws Exception {
        Message message = Sent.post("/v1/track", TRACK).basic("k:").message();

        assertThat(message.event()).isEqualTo("Product Viewed");
        assertThat(message.traits().path("segment").textValue()).isEqualTo("loyal");
        assertThat(message.context().path("channel").textValue()).isEqualTo("web");
        assertThat(message.time()).isEqualTo(millis("2026-11-23T14:10:15.930Z"));
        assertThat(message.sentAt()).isEqualTo(millis("2026-11-23T14:10:15.932Z"));
    }

    @Test
    void beaconsHaveTheirKeyInTheQuery() throws Exception {
        Batch batch = Sent.post("/beacon/v1/batch", "{\"batch\": [" + TRACK + "]}")
                .query("writeKey", "k")
                .header("Content-Type", "text/plain")
                .read();

        assertThat(batch.writeKey()).isEqualTo("k");
        assertThat(batch.sentAt()).as("as its messages say").isEqualTo(millis("2026-11-23T14:10:15.932Z"));
        assertThat(Sent.message(batch, 0).messageId()).isEqualTo("m-1");
    }

    @Test
    void theHeaderSaysWhoItIsWhereTheMessageDoesNot() throws Exception {
        String anonymous = "{\"type\": \"track\", \"event\": \"E\", \"messageId\": \"m\"}";

        assertThat(Sent.post("/v1/track", anonymous)
                        .header("AnonymousId", Sent.base64("a-7"))
                        .message()
                        .anonymousId())
                .isEqualTo("a-7");
        assertThat(Sent.post("/v1/track", TRACK)
                        .header("AnonymousId", Sent.base64("a-7"))
                        .message()
                        .anonymousId())
                .isEqualTo("a-1");
        assertThat(Sent.post("/v1/track", anonymous)
                        .header("AnonymousId", "no base64!")
                        .message()
                        .anonymousId())
                .isEmpty();
    }

    @Test
    void aPixelsQueryIsTheMessage() throws Exception {
        Sent pixel = Sent.get("/pixel/v1/track")
                .query("writeKey", "k")
                .query("anonymousId", "a-1")
                .query("event", "Email Opened")
                .query("messageId", "m-1")
                .query("properties.campaign", "spring")
                .query("context.page.url", "https://shop.example/");

        Message message = pixel.message();
        assertThat(pixel.read().writeKey()).isEqualTo("k");
        assertThat(message.kind()).isEqualTo(MessageKind.TRACK);
        assertThat(message.event()).isEqualTo("Email Opened");
        assertThat(message.properties().path("campaign").textValue()).isEqualTo("spring");
        assertThat(message.context().path("page").path("url").textValue()).isEqualTo("https://shop.example/");
        assertThat(Sent.get("/pixel/v1/page")
                        .query("anonymousId", "a")
                        .message()
                        .kind())
                .isEqualTo(MessageKind.PAGE);
        assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> Sent.get("/pixel/v1/page")
                .query("a", "1")
                .query("a.b", "2")
                .read());
        assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> Sent.get("/pixel/v1/page")
                .query("a.".repeat(5_000), "1")
                .read());
    }

    @Test
    void aMergeIsAnAlias() throws Exception {
        Message users = merge("user_id", "user_id");
        assertThat(users.kind()).isEqualTo(MessageKind.ALIAS);
        assertThat(users.userId()).isEqualTo("one");
        assertThat(users.previousId()).isEqualTo("two");

        Message visitor = merge("anonymous_id", "user_id");
        assertThat(visitor.userId()).isEqualTo("two");
        assertThat(visitor.anonymousId()).isEqualTo("one");

        assertThat(Sent.post("/v1/merge", body("email", "user_id")).refused().field())
                .isEqualTo("mergeProperties");
        assertThat(Sent.post("/v1/merge", "{}").refused().field()).isEqualTo("mergeProperties");
    }

    @Test
    void theBrowserGetsAConfigurationWithoutDestinations() throws Exception {
        JsonNode source = new JsonMapper()
                .readTree(Sent.get("/sourceConfig/")
                        .basic("key-1:")
                        .query("writeKey", "key-1")
                        .answer())
                .path("source");

        assertThat(source.path("id").textValue()).isEqualTo("key-1");
        assertThat(source.path("enabled").booleanValue()).isTrue();
        assertThat(source.path("config").isObject()).isTrue();
        assertThat(source.path("destinations").isArray()).isTrue();
    }

    private static Message merge(String one, String two) throws MalformedRequestException {
        return Sent.post("/v1/merge", body(one, two)).message();
    }

    private static String body(String one, String two) {
        return "{\"messageId\": \"m\", \"mergeProperties\": [{\"type\": \"" + one
                + "\", \"value\": \"one\"}, {\"type\": \"" + two + "\", \"value\": \"two\"}]}";
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
