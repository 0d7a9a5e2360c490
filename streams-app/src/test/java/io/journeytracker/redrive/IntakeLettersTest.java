package io.journeytracker.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.journeytracker.intake.protocol.Protocols;
import io.journeytracker.intake.source.Origins;
import io.journeytracker.intake.source.Sender;
import io.journeytracker.intake.source.Source;
import io.journeytracker.intake.source.Sources;
import io.journeytracker.intake.source.WriteKey;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class IntakeLettersTest {

    private static final String PATH = "/v1/touchpoints";

    private final AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", "mock://intake-letters"));
    private final IntakeLetters letters = new IntakeLetters(
            Protocols.all(),
            new Sources(
                    List.of(new Sender(
                            new Source("shop"), List.of(WriteKey.of("k1")), Origins.ANY, Sender.USUAL_EVENTS)),
                    Sources.USUAL_REQUESTS),
            Topics.DEFAULT,
            serdes.values(Touchpoint.class).serializer());

    private Again again(String body, String protocol, String path, String source) {
        return letters.read(Letters.read(new ProducerRecord<>(
                "dead-letters",
                null,
                Letters.WRITTEN,
                null,
                Letters.utf8(body),
                Letters.ofIntake(protocol, path, source))));
    }

    private List<ProducerRecord<byte[], byte[]>> sent(String body) {
        return assertThat(again(body, "touchpoints", PATH, "shop"))
                .asInstanceOf(type(Again.Send.class))
                .actual()
                .records();
    }

    private String left(String body, String protocol, String path, String source) {
        return assertThat(again(body, protocol, path, source))
                .asInstanceOf(type(Again.Leave.class))
                .actual()
                .why();
    }

    @Test
    void whatCanBeReadNowBecomesATouchpointAsOfWhenItWasReceived() {
        ProducerRecord<byte[], byte[]> record =
                sent("{\"touchpoints\":[{\"userId\":\"ann\",\"event\":\"Called\"}],\"backFill\":true}")
                        .get(0);
        assertThat(record.topic()).isEqualTo("touchpoints");
        assertThat(record.key()).isEqualTo(Letters.utf8("ann"));
        assertThat(record.timestamp()).isEqualTo(Letters.WRITTEN);
        assertThat(HeaderLong.read(record.headers(), Headers.ORDER, 0)).isEqualTo(Letters.WRITTEN * 1_000);
        assertThat(HeaderLong.read(record.headers(), Headers.REPLAY_UNTIL, 0)).isEqualTo(Letters.WRITTEN);
        Touchpoint touchpoint =
                serdes.values(Touchpoint.class).deserializer().deserialize("touchpoints", record.value());
        assertThat(touchpoint.getEvent()).isEqualTo("Called");
        assertThat(touchpoint.getSource()).isEqualTo("shop");
        assertThat(touchpoint.getReceivedAt()).isEqualTo(Letters.WRITTEN);
    }

    @Test
    void whatIsStillWrongInABatchBecomesALetterOfItsOwn() {
        List<ProducerRecord<byte[], byte[]>> records = sent(
                "[{\"userId\":\"ann\",\"event\":\"Called\"},{\"userId\":\"bob\"},{\"userId\":\"cem\",\"event\":\"Called\"}]");
        assertThat(records)
                .extracting(ProducerRecord::topic)
                .containsExactly("touchpoints", "touchpoints", "dead-letters");
        ProducerRecord<byte[], byte[]> dead = records.get(2);
        assertThat(new String(dead.value(), StandardCharsets.UTF_8))
                .contains("bob")
                .doesNotContain("ann");
        assertThat(Letters.read(dead).reason()).isEqualTo("undecodable");
        assertThat(Letters.read(dead).text(Headers.DEAD_SOURCE)).hasValue("shop");
        assertThat(records.subList(0, 2))
                .extracting(record -> HeaderLong.read(record.headers(), Headers.ORDER, 0))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatStillCannotBeReadStaysWithItsReason() {
        assertThat(left("{", "touchpoints", PATH, "shop")).startsWith("still cannot be read: body");
        assertThat(left("{\"userId\":\"ann\"}", "touchpoints", PATH, "shop")).startsWith("still cannot be used: event");
        assertThat(left("{\"event\":\"Called\"}", "touchpoints", PATH, "shop"))
                .startsWith("still cannot be used: userId");
    }

    private Again again(byte[] body, String protocol, String path, Map<String, String> more) {
        RecordHeaders headers = Letters.ofIntake(protocol, path, "shop");
        more.forEach((name, value) -> headers.add(name, Letters.utf8(value)));
        return letters.read(
                Letters.read(new ProducerRecord<>("dead-letters", null, Letters.WRITTEN, null, body, headers)));
    }

    private Touchpoint touchpoint(String body, String protocol, String path, Map<String, String> more) {
        byte[] value = assertThat(again(Letters.utf8(body), protocol, path, more))
                .asInstanceOf(type(Again.Send.class))
                .actual()
                .records()
                .get(0)
                .value();
        return serdes.values(Touchpoint.class).deserializer().deserialize("touchpoints", value);
    }

    @Test
    void whatStoodInHeadersAndQueryIsReadAgainToo() {
        Touchpoint event = touchpoint(
                "{\"total\":7}",
                "cloudevents",
                "/v1/cloudevents",
                Map.of(
                        Headers.DEAD_HEADERS,
                        "ce-id=e+1&ce-source=%2Fshop&ce-specversion=1.0&ce-type=Order+Completed&ce-userid=ann"));
        assertThat(event.getEvent()).isEqualTo("Order Completed");
        assertThat(event.getMessageId()).isEqualTo("/shop e 1");
        assertThat(event.getUserId()).isEqualTo("ann");
        assertThat(event.getValue()).isEqualTo(7);

        Touchpoint visit = touchpoint(
                "{\"event\":\"Called\"}", "segment", "/v1/track", Map.of(Headers.DEAD_HEADERS, "anonymousid=YS0x"));
        assertThat(visit.getAnonymousId()).isEqualTo("a-1");

        Touchpoint opened = touchpoint(
                "",
                "rudderstack",
                "/pixel/v1/track",
                Map.of(Headers.DEAD_QUERY, "event=Mail+Opened&userId=ann&properties.mail=m%261"));
        assertThat(opened.getEvent()).isEqualTo("Mail Opened");
        assertThat(opened.getProperties()).containsEntry("mail", "m&1");
    }

    @Test
    void whatIsDamagedStays() {
        byte[] damaged = {0x1f, (byte) 0x8b, 8, 0, 1};
        assertThat(again(damaged, "touchpoints", PATH, Map.of(Headers.DEAD_HEADERS, "content-encoding=gzip")))
                .isEqualTo(new Again.Leave(
                        "still cannot be read: body cannot be unpacked; expected whole gzip or deflate data"));
        assertThat(again(Letters.utf8("{}"), "touchpoints", PATH, Map.of(Headers.DEAD_HEADERS, "a=%zz")))
                .isInstanceOf(Again.Leave.class);
    }

    @Test
    void whatNobodyVouchesForStays() {
        String good = "{\"userId\":\"ann\",\"event\":\"Called\"}";
        assertThat(left(good, "touchpoints", PATH, "gone")).contains("a source that is not configured here");
        assertThat(left(good, "touchpoints", PATH, "")).contains("a source that is not configured here");
        assertThat(left(good, "touchpoints", "/v0/old", "shop")).contains("a protocol or path");
        assertThat(left(good, "morse", PATH, "shop")).contains("a protocol or path");
    }
}
