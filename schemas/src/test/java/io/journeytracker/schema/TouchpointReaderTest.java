package io.journeytracker.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TouchpointReaderTest {

    private static final String TOPIC = "touchpoints";

    private final String scope = UUID.randomUUID().toString();
    private final Map<String, ?> settings = Map.of("schema.registry.url", "mock://" + scope);
    private final AvroSerdes serdes = new AvroSerdes(settings);
    private final TouchpointReader reader = serdes.touchpointReader();

    @AfterEach
    void forgetSchemas() {
        MockSchemaRegistry.dropScope(scope);
    }

    @Test
    void readsWhatConfluentsDeserializerReads() {
        Samples samples = new Samples(11);
        var deserializer = serdes.values(Touchpoint.class).deserializer();
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = bytes(samples.of(Touchpoint.class));
            assertThat(read(bytes)).isEqualTo(deserializer.deserialize(TOPIC, bytes));
        }
    }

    @Test
    void readsTheSameWordAgainAndLongerOnesThanItKeeps() {
        String longer = "An event with a name of more than sixty-four bytes, which are not looked up";
        for (String event : new String[] {"Seen", "Seen", "Ünlü", longer, longer, "Seen"}) {
            assertThat(read(bytes(touchpoint(event))).getEvent()).isEqualTo(event);
        }
    }

    @Test
    void readsTouchpointsOfProducersWithASchemaOfTheirOwn() {
        var schema = SchemaBuilder.record("Touchpoint")
                .namespace("io.journeytracker.schema")
                .fields()
                .requiredLong("time")
                .requiredString("event")
                .requiredString("userId")
                .requiredString("shelf")
                .endRecord();
        var theirs = new GenericRecordBuilder(schema)
                .set("time", 1L)
                .set("event", "Seen")
                .set("userId", "ann")
                .set("shelf", "B4")
                .build();
        try (KafkaAvroSerializer producer = new KafkaAvroSerializer()) {
            producer.configure(settings, false);
            Touchpoint read = read(producer.serialize(TOPIC, theirs));

            assertThat(read.getUserId()).isEqualTo("ann");
            assertThat(read.getEvent()).isEqualTo("Seen");
            assertThat(read.getProperties()).isEmpty();
        }
    }

    @Test
    void refusesOtherRecords() {
        byte[] alert =
                serdes.values(JourneyAlert.class).serializer().serialize(TOPIC, new Samples(8).of(JourneyAlert.class));
        assertThatThrownBy(() -> read(alert)).isInstanceOf(SerializationException.class);
    }

    @Test
    void refusesWhatIsCutOff() {
        byte[] whole = bytes(touchpoint("Seen"));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining(TOPIC);
        }
    }

    @Test
    void damageGivesATouchpointOrARefusalAndNothingElse() {
        byte[] whole = bytes(touchpoint("Seen"));
        for (int place = 5; place < whole.length; place++) {
            for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
                byte[] damaged = whole.clone();
                damaged[place] = (byte) value;
                try {
                    assertThat(read(damaged)).isNotNull();
                } catch (SerializationException refused) {
                    assertThat(refused).hasMessageContaining(TOPIC);
                }
            }
        }
    }

    private static Touchpoint touchpoint(String event) {
        return Touchpoint.newBuilder()
                .setMessageId("m-1")
                .setUserId("ann")
                .setEvent(event)
                .setTime(1)
                .setChannel("web")
                .setProperties(Map.of("url", "/", "price", 19.99, "count", 3L, "new", true))
                .setScore(new Score(ScoreKind.NPS, 9.0))
                .setSource("shop")
                .build();
    }

    private Touchpoint read(byte[] value) {
        return reader.read(TOPIC, new RecordHeaders(), value);
    }

    private byte[] bytes(Touchpoint touchpoint) {
        return serdes.values(Touchpoint.class).serializer().serialize(TOPIC, touchpoint);
    }
}
