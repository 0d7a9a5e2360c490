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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TouchpointIdentityReaderTest {

    private final String scope = UUID.randomUUID().toString();
    private final Map<String, ?> settings = Map.of("schema.registry.url", "mock://" + scope);
    private final AvroSerdes serdes = new AvroSerdes(settings);
    private final TouchpointIdentityReader reader = serdes.identityReader();

    @AfterEach
    void forgetSchemas() {
        MockSchemaRegistry.dropScope(scope);
    }

    @Test
    void readsWhoseATouchpointIs() {
        Samples samples = new Samples(7);
        for (int i = 0; i < 200; i++) {
            Touchpoint touchpoint = samples.of(Touchpoint.class);
            TouchpointIdentity identity = reader.read("touchpoints", bytes(touchpoint));
            assertThat(identity.getUserId()).isEqualTo(touchpoint.getUserId());
            assertThat(identity.getAnonymousId()).isEqualTo(touchpoint.getAnonymousId());
            assertThat(identity.getPreviousId()).isEqualTo(touchpoint.getPreviousId());
            assertThat(identity.getIdentifiers()).isEqualTo(touchpoint.getIdentifiers());
            assertThat(identity.getConsent()).isEqualTo(touchpoint.getConsent());
            assertThat(identity.getTime()).isEqualTo(touchpoint.getTime());
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
        var touchpoint = new GenericRecordBuilder(schema)
                .set("time", 1L)
                .set("event", "Seen")
                .set("userId", "ann")
                .set("shelf", "B4")
                .build();
        try (KafkaAvroSerializer producer = new KafkaAvroSerializer()) {
            producer.configure(settings, false);
            byte[] bytes = producer.serialize("touchpoints", touchpoint);

            assertThat(reader.read("touchpoints", bytes))
                    .isEqualTo(new TouchpointIdentity(null, "ann", null, Map.of(), null, 1L));
            assertThat(serdes.values(Touchpoint.class)
                            .deserializer()
                            .deserialize("touchpoints", bytes)
                            .getUserId())
                    .isEqualTo("ann");
        }
    }

    @Test
    void aTickHasNoIdentity() {
        assertThat(reader.read("touchpoints", null)).isNull();
    }

    @Test
    void refusesWhatIsCutOffBeforeTheIdentityEnds() {
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId("a-customer-with-a-long-name")
                .setEvent("Seen")
                .setTime(1)
                .build();
        byte[] whole = bytes(touchpoint);
        for (int length : new int[] {0, 3, 5, 6, 10, 20}) {
            assertThatThrownBy(() -> reader.read("touchpoints", Arrays.copyOf(whole, length)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("touchpoints");
        }
    }

    @Test
    void refusesOtherRecords() {
        byte[] alert = serdes.values(JourneyAlert.class)
                .serializer()
                .serialize("touchpoints", new Samples(8).of(JourneyAlert.class));
        assertThatThrownBy(() -> reader.read("touchpoints", alert))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("JourneyAlert");
    }

    private byte[] bytes(Touchpoint touchpoint) {
        return serdes.values(Touchpoint.class).serializer().serialize("touchpoints", touchpoint);
    }
}
