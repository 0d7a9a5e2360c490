package io.journeytracker.intake.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.MessageKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JitsuProtocolTest {

    private static final String TRACK = """
            {"type": "track", "event": "Product Viewed", "properties": {"product_id": "p-1"}, "userId": null,
             "anonymousId": "a-1", "timestamp": "2026-11-23T14:10:45.139Z", "sentAt": "2026-11-23T14:10:45.139Z",
             "messageId": "m-1", "writeKey": "demo:***", "context": {"library": {"name": "@jitsu/js"}, "traits": {}}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"/api/s/track", "/api/s/s2s/track", "/api/s/event", "/api/s/s2s/event"})
    void theKeyIsTheHeadersUpToTheColon(String path) throws Exception {
        Batch batch =
                Sent.post(path, TRACK).header("X-Write-Key", "demo:secret").read();

        assertThat(batch.writeKey()).isEqualTo("demo");
        assertThat(Sent.message(batch, 0).event()).isEqualTo("Product Viewed");
        assertThat(Sent.message(batch, 0).anonymousId()).isEqualTo("a-1");
    }

    @Test
    void theMaskedKeyOfTheBodyIsNone() throws Exception {
        assertThat(Sent.post("/api/s/track", TRACK).read().writeKey()).isEmpty();
    }

    @Test
    void anEventNamesItsType() throws Exception {
        assertThat(Sent.post("/api/s/event", TRACK.replace("\"track\"", "\"page\""))
                        .message()
                        .kind())
                .isEqualTo(MessageKind.PAGE);
        assertThat(Sent.post("/api/s/event", "{\"userId\": \"u\"}").refused().field())
                .isEqualTo("type");
    }
}
