package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.IntakeFixture;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is sent to our own endpoint is on Kafka when the answer comes. */
@Tag("broker")
class OwnEndpointTest {

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

    @Test
    void anAcceptedTouchpointIsOnKafkaFieldByField() {
        long before = System.currentTimeMillis();
        HttpResponse<String> answer = intake.post("""
                {"messageId":"m-1","anonymousId":"a-1","userId":"u-1","event":"Order Completed",
                 "time":"2026-03-02T09:12:00+01:00","properties":{"order_id":"o-1"},"traits":{"segment":"vip"}}
                """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ConsumerRecord<byte[], byte[]> record = intake.records().get(0);
        Touchpoint touchpoint = intake.touchpoints().get(0);
        assertThat(touchpoint.getMessageId()).isEqualTo("m-1");
        assertThat(touchpoint.getAnonymousId()).isEqualTo("a-1");
        assertThat(touchpoint.getUserId()).isEqualTo("u-1");
        assertThat(touchpoint.getEvent()).isEqualTo("Order Completed");
        assertThat(touchpoint.getTime()).isEqualTo(1_772_439_120_000L);
        assertThat(touchpoint.getReceivedAt()).isBetween(before, System.currentTimeMillis());
        assertThat(touchpoint.getSource()).isEqualTo("shop");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("u-1");
        assertThat(record.timestamp()).isEqualTo(touchpoint.getReceivedAt());
        assertThat(HeaderLong.read(record.headers(), Headers.ORDER, 0))
                .isGreaterThanOrEqualTo(touchpoint.getReceivedAt() * 1_000);
        assertThat(record.headers().lastHeader(Headers.REPLAY_UNTIL)).isNull();
    }

    @Test
    void theOrderStampsFollowTheOrderInARequestAndThatOfRequests() {
        intake.post("[{\"userId\":\"u\",\"event\":\"A\"},{\"userId\":\"u\",\"event\":\"B\"}]");
        intake.post("[{\"userId\":\"u\",\"event\":\"C\"},{\"userId\":\"u\",\"event\":\"D\"}]");

        List<Long> stamps = intake.records().stream()
                .map(record -> HeaderLong.read(record.headers(), Headers.ORDER, 0))
                .toList();
        assertThat(intake.touchpoints()).extracting(Touchpoint::getEvent).containsExactly("A", "B", "C", "D");
        assertThat(stamps).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ofABatchPartlyBadTheGoodOnesAreTakenAndTheAnswerSaysWhichFailed() throws Exception {
        HttpResponse<String> answer = intake.post("""
                {"touchpoints":[
                  {"messageId":"m-1","userId":"u-1","event":"A"},
                  {"messageId":"m-2","userId":7,"event":"B"},
                  {"messageId":"m-3","event":"C"},
                  {"messageId":"m-4","userId":"u-4","event":"D"}]}
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(intake.touchpoints()).extracting(Touchpoint::getMessageId).containsExactlyInAnyOrder("m-1", "m-4");
        JsonNode errors = new JsonMapper().readTree(answer.body()).get("errors");
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0).toString())
                .isEqualTo(
                        "{\"index\":1,\"messageId\":\"m-2\",\"field\":\"userId\",\"reason\":\"is a number; expected text\"}");
        assertThat(errors.get(1).get("index").intValue()).isEqualTo(2);
        assertThat(errors.get(1).get("field").textValue()).isEqualTo("userId");
    }

    @Test
    void whatIsBadIsKeptWithItsReasonAndMakesATouchpointOnceItIsMended() {
        intake.post("[{\"messageId\":\"m-1\",\"userId\":7,\"event\":\"B\"},{\"userId\":\"u\",\"event\":\"A\"}]");

        ConsumerRecord<byte[], byte[]> letter = intake.deadLetters().get(0);
        assertThat(text(letter, Headers.DEAD_REASON)).isEqualTo("undecodable");
        assertThat(text(letter, Headers.DEAD_MESSAGE)).isEqualTo("userId is a number; expected text");
        assertThat(text(letter, Headers.DEAD_PROTOCOL)).isEqualTo("touchpoints");
        assertThat(text(letter, Headers.DEAD_PATH)).isEqualTo("/v1/touchpoints");
        assertThat(text(letter, Headers.DEAD_SOURCE)).isEqualTo("shop");
        assertThat(text(letter, Headers.DEAD_CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(HeaderLong.read(letter.headers(), Headers.DEAD_RECEIVED, 0)).isEqualTo(letter.timestamp());

        String again = new String(letter.value(), StandardCharsets.UTF_8).replace("7", "\"u-7\"");
        assertThat(intake.post(again).statusCode()).isEqualTo(200);
        assertThat(intake.touchpoints()).extracting(Touchpoint::getUserId).contains("u-7");
    }

    @Test
    void oldNewsIsMarked() {
        intake.post("{\"backFill\":true,\"touchpoints\":[{\"userId\":\"u\",\"event\":\"A\",\"time\":1700000000000}]}");

        ConsumerRecord<byte[], byte[]> record = intake.records().get(0);
        assertThat(HeaderLong.read(record.headers(), Headers.REPLAY_UNTIL, 0)).isEqualTo(record.timestamp());
    }

    @Test
    void jsonLinesStandEachForItself() {
        HttpResponse<String> answer = intake.send(intake.to("/v1/touchpoints")
                .header("X-Write-Key", "second-key")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"userId\":\"u\",\"event\":\"A\"}\n{broken\n{\"userId\":\"u\",\"event\":\"C\"}\n")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"index\":1").contains("is no valid JSON");
        assertThat(intake.touchpoints()).extracting(Touchpoint::getEvent).containsExactly("A", "C");
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
