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

    @Test
    void whatNobodyVouchesForStays() {
        String good = "{\"userId\":\"ann\",\"event\":\"Called\"}";
        assertThat(left(good, "touchpoints", PATH, "gone")).contains("a source that is not configured here");
        assertThat(left(good, "touchpoints", PATH, "")).contains("a source that is not configured here");
        assertThat(left(good, "touchpoints", "/v0/old", "shop")).contains("a protocol or path");
        assertThat(left(good, "morse", PATH, "shop")).contains("a protocol or path");
    }
}
