package io.journeytracker.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Score;
import io.journeytracker.schema.ScoreKind;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Touchpoint.Builder touchpoint(String event) {
        return Touchpoint.newBuilder()
                .setMessageId("m1")
                .setAnonymousId("a-1")
                .setUserId("u-1")
                .setEvent(event)
                .setTime(1_700_000_000_000L)
                .setChannel("survey")
                .setTouchpointClass(TouchpointClass.COMMUNICATION)
                .setContact(Contact.DIRECT)
                .setProperties(Map.of("price", 12.9, "quantity", 2L))
                .setTraits(Map.of("segment", "gift"));
    }

    private static JsonNode json(Touchpoint touchpoint) throws Exception {
        return JSON.readTree(SegmentMessages.of(touchpoint).toString());
    }

    @Test
    void everythingThatIsKnownIsSaid() throws Exception {
        Touchpoint answered = touchpoint("Survey Answered")
                .setScore(new Score(ScoreKind.NPS, 9.0))
                .setSentiment(-0.25)
                .setComment("so so")
                .setValue(74.5)
                .setCurrency("EUR")
                .build();
        assertThat(json(answered)).isEqualTo(JSON.readTree("""
                                {"type":"track","event":"Survey Answered","messageId":"m1","anonymousId":"a-1","userId":"u-1",
                                 "timestamp":"2023-11-14T22:13:20Z","properties":{"price":12.9,"quantity":2},
                                 "context":{"library":{"name":"journey-simulate"},"traits":{"segment":"gift"},
                                  "journey":{"channel":"survey","class":"communication","contact":"direct","sentiment":-0.25,
                                   "score":{"kind":"nps","value":9.0},"comment":"so so","value":74.5,"currency":"EUR"}}}
                                """));
    }

    @Test
    void aPageIsAPage() throws Exception {
        JsonNode page = json(touchpoint("Page Viewed").setUserId(null).build());
        assertThat(page.path("type").asText()).isEqualTo("page");
        assertThat(page.has("event")).isFalse();
        assertThat(page.path("userId").isNull()).isTrue();
    }
}
