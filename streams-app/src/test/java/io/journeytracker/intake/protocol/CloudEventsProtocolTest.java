package io.journeytracker.intake.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.Unreadable;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsProtocolTest {

    private static final String PATH = "/v1/cloudevents";
    private static final String EVENT = """
            {"specversion": "1.0", "id": "e-1", "source": "/shop", "type": "Order Completed", "subject": "u-1",
             "time": "2026-11-23T14:00:00.5Z", "datacontenttype": "application/json", "traceparent": "00-1",
             "data": {"order_id": "o-1", "traits": {"segment": "loyal"}, "context": {"journey": {"channel": "store"}}}}
            """;

    @Test
    void aStructuredEvent() throws Exception {
        Batch batch = Sent.post(PATH, EVENT)
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .header("Authorization", "Bearer k")
                .read();

        Message message = Sent.message(batch, 0);
        assertThat(batch.writeKey()).isEqualTo("k");
        assertThat(message.messageId()).isEqualTo("/shop e-1");
        assertThat(message.event()).isEqualTo("Order Completed");
        assertThat(message.userId()).isEqualTo("u-1");
        assertThat(message.time())
                .isEqualTo(Instant.parse("2026-11-23T14:00:00.5Z").toEpochMilli());
        assertThat(message.properties().toString())
                .isEqualTo("{\"order_id\":\"o-1\",\"ce_source\":\"/shop\",\"traceparent\":\"00-1\"}");
        assertThat(message.traits().path("segment").textValue()).isEqualTo("loyal");
        assertThat(message.context().path("journey").path("channel").textValue())
                .isEqualTo("store");
    }

    @Test
    void aBatchIsReadOneByOne() throws Exception {
        Batch batch = Sent.post(
                        PATH, "[" + EVENT + ", {\"specversion\": \"1.0\"}, " + EVENT.replace("e-1", "e-2") + "]")
                .header("Content-Type", "application/cloudevents-batch+json")
                .read();

        assertThat(Sent.message(batch, 0).messageId()).isEqualTo("/shop e-1");
        assertThat(batch.items().get(1)).isInstanceOf(Unreadable.class);
        assertThat(Sent.message(batch, 2).messageId()).isEqualTo("/shop e-2");
    }

    @Test
    void aBinaryEventHasItsAttributesInHeaders() throws Exception {
        Message message = Sent.post(PATH, "{\"order_id\": \"o-1\"}")
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "e-1")
                .header("ce-source", "/shop")
                .header("ce-type", "\"Order Completed\"")
                .header("ce-subject", "Euro%20%E2%82%AC%20100%")
                .header("ce-time", "2026-11-23T14:00:00Z")
                .header("ce-userid", "u-1")
                .message();

        assertThat(message.event()).isEqualTo("Order Completed");
        assertThat(message.userId()).isEqualTo("u-1");
        assertThat(message.properties().path("order_id").textValue()).isEqualTo("o-1");
        assertThat(BinaryCloudEvent.decoded("Euro%20%E2%82%AC%20100%")).isEqualTo("Euro € 100%");
        assertThat(BinaryCloudEvent.decoded("%zz%4")).isEqualTo("%zz%4");
        assertThat(BinaryCloudEvent.decoded("\"a\\\"b\"")).isEqualTo("a\"b");
    }

    @Test
    void binaryDataMayBeTextOrNothing() throws Exception {
        assertThat(binary("just text", "text/plain")
                        .message()
                        .properties()
                        .path("data")
                        .textValue())
                .isEqualTo("just text");
        assertThat(binary("", "application/json").message().properties().has("data"))
                .isFalse();
        assertThatExceptionOfType(MalformedRequestException.class)
                .isThrownBy(() -> binary("{", "application/json").read())
                .satisfies(e -> assertThat(e.field()).isEqualTo("data"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"subject\": \"s\" | s | ''",
                "\"subject\": \"s\", \"userid\": \"u\" | u | ''",
                "\"subject\": \"s\", \"anonymousid\": \"a\" | '' | a",
                "\"subject\": \"s\", \"data\": {\"userId\": \"d\", \"anonymousId\": \"a\"} | d | a",
                "\"userid\": \"u\", \"data\": {\"userId\": \"d\"} | u | ''",
            })
    void whoItIs(String fields, String userId, String anonymousId) throws Exception {
        Message message = Sent.post(
                        PATH,
                        "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"s\", \"type\": \"t\", " + fields + "}")
                .message();

        assertThat(message.userId()).isEqualTo(userId);
        assertThat(message.anonymousId()).isEqualTo(anonymousId);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"specversion\": \"0.3\" | specversion",
                "\"specversion\": \"1.0\", \"source\": \"s\", \"type\": \"t\" | id",
                "\"specversion\": \"1.0\", \"id\": \"1\", \"type\": \"t\" | source",
                "\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"s\" | type",
                "\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"s\", \"type\": \"t\", \"time\": \"noon\" | time",
                "\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"s\", \"type\": \"t\", \"data_base64\": \"***\" | data_base64",
            })
    void whatIsMissingIsNamed(String fields, String field) throws Exception {
        assertThat(Sent.post(PATH, "{" + fields + "}").refused().field()).isEqualTo(field);
    }

    @Test
    void dataInBase64IsRead() throws Exception {
        String json = Sent.base64("{\"order_id\": \"o-1\"}");
        Message message = Sent.post(
                        PATH,
                        "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"s\", \"type\": \"t\", \"subject\": \"u\","
                                + " \"datacontenttype\": \"application/json\", \"data_base64\": \"" + json + "\"}")
                .message();

        assertThat(message.properties().path("order_id").textValue()).isEqualTo("o-1");
    }

    private static Sent binary(String body, String type) {
        return Sent.post(PATH, body)
                .header("Content-Type", type)
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "s")
                .header("ce-type", "t");
    }
}
