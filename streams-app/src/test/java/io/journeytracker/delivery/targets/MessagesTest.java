package io.journeytracker.delivery.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {

    /** The example of Standard Webhooks' own libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    @Test
    void aSignatureIsThatOfStandardWebhooks() {
        assertThat(WebhookSignature.of(List.of(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void bothSecretsSignWhileOneIsChanged() {
        assertThat(WebhookSignature.of(
                        List.of("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", SECRET),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        BODY))
                .matches("v1,\\S+ v1,g0hM9SsE\\+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aSecretThatIsNoneIsToldWithoutShowingIt() {
        for (String wrong : List.of("geheim", "whsec_short", "whsec_!!!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")) {
            assertThatThrownBy(() -> WebhookSignature.of(List.of(wrong), "m", 1, BODY))
                    .isInstanceOf(SecretException.class)
                    .hasMessageContaining("expected whsec_")
                    .hasMessageNotContaining(wrong);
        }
    }

    @ParameterizedTest
    @EnumSource(value = NotificationType.class, mode = EnumSource.Mode.EXCLUDE, names = "HEARTBEAT")
    void everyTypeHasATitleInEveryLanguage(NotificationType type) {
        for (String language : MessageTexts.LANGUAGES) {
            for (int count : new int[] {1, 30}) {
                String title = MessageTexts.in(language)
                        .title(Samples.notification(type, language, Samples.alert("o'neil {0}"), count));
                assertThat(title).contains(count == 1 ? "o'neil {0}" : "30").doesNotContain("{1}");
            }
        }
        assertThat(MessageTexts.in("en").title(Samples.notification(type, "en", Samples.alert("c"), 1)))
                .isNotEqualTo(MessageTexts.in("de").title(Samples.notification(type, "de", Samples.alert("c"), 1)));
    }

    @ParameterizedTest
    @CsvSource({"-5,0 s", "59,59 s", "60,1 min", "7500,2 h 5 min", "172800,2 d 0 h"})
    void durationsAreForPeople(long seconds, String text) {
        assertThat(MessageTexts.in("en").duration(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void aBodyStaysBelowTwentyThousandBytesAndStillSaysHowManyThereAre() throws IOException {
        byte[] bytes = NotificationJson.bytes(
                Samples.notification(NotificationType.DIGEST, "en", Samples.alert("c".repeat(900)), 10_000));
        JsonNode data = new ObjectMapper().readTree(bytes).get("data");
        assertThat(bytes).hasSizeLessThan(20_000).hasSizeGreaterThan(15_000);
        assertThat(data.get("count").asInt()).isEqualTo(10_000);
        assertThat(data.get("latestSeconds").asInt()).isEqualTo(5700);
        assertThat(data.get("alerts").size()).isBetween(1, 19);
    }

    @Test
    void whatIsWrittenInAnAlertCannotLeaveItsField() throws IOException {
        byte[] bytes = NotificationJson.bytes(
                Samples.notification(NotificationType.RAISED, "en", Samples.alert("\"},\"type\":\"x\r\n<script>"), 1));
        JsonNode body = new ObjectMapper().readTree(bytes);
        assertThat(body.get("type").asText()).isEqualTo("journey.alert.raised");
        assertThat(body.at("/data/alerts/0/customer").asText()).isEqualTo("\"},\"type\":\"x\r\n<script>");
    }

    @ParameterizedTest
    @CsvSource({
        "200,,Delivered",
        "204,,Delivered",
        "301,,Retry",
        "400,,Retry",
        "410,,Disable",
        "429,,Retry",
        "500,,Retry",
    })
    void answersAreReadAsStandardWebhooksSays(int status, String after, String expected) {
        Answer answer = new HttpAnswer(status, Optional.ofNullable(after), "").asWebhook(Instant.EPOCH);
        assertThat(answer.getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "429,120,PT2M",
        "503,'Thu, 01 Jan 1970 00:01:00 GMT',PT1M",
        "503,999999999,PT24H",
        "503,'Fri, 01 Jan 1960 00:01:00 GMT',PT0S",
        "429,soon,",
        "500,120,",
    })
    void whenToComeAgainIsRespectedWithinADay(int status, String header, Duration expected) {
        Answer answer = new HttpAnswer(status, Optional.of(header), "").asWebhook(Instant.EPOCH);
        assertThat(((Answer.Retry) answer).after()).isEqualTo(Optional.ofNullable(expected));
    }
}
