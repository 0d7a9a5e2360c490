package io.journeytracker.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdesTest {

    private final String scope = UUID.randomUUID().toString();
    private final Map<String, ?> settings = Map.of("schema.registry.url", "mock://" + scope);

    @AfterEach
    void forgetSchemas() {
        MockSchemaRegistry.dropScope(scope);
    }

    @ParameterizedTest
    @ValueSource(classes = {Touchpoint.class, JourneyTransition.class, JourneyAlert.class, CustomerSnapshot.class})
    <T extends SpecificRecord> void everyRecordOfTheWireComesBackAsItWent(Class<T> type) {
        Serde<T> serde = new AvroSerdes(settings).values(type);
        Samples samples = new Samples(42);
        for (int i = 0; i < 200; i++) {
            T sent = samples.of(type);
            byte[] bytes = serde.serializer().serialize("some-topic", sent);
            assertThat(serde.deserializer().deserialize("some-topic", bytes)).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Touchpoint.class, JourneyTransition.class, JourneyAlert.class, CustomerSnapshot.class})
    <T extends SpecificRecord> void everyValueHasTheBytesThatConfluentsSerializerMakes(Class<T> type) {
        Serde<T> serde = new AvroSerdes(settings).values(type);
        try (KafkaAvroSerializer confluents = new KafkaAvroSerializer()) {
            confluents.configure(settings, false);
            Samples samples = new Samples(43);
            for (int i = 0; i < 200; i++) {
                T sent = samples.of(type);
                assertThat(serde.serializer().serialize("some-topic", sent))
                        .isEqualTo(confluents.serialize("some-topic", sent));
            }
        }
    }

    @Test
    void aValueThatCannotBeWrittenLeavesNothingInTheNext() {
        Serde<Touchpoint> serde = new AvroSerdes(settings).values(Touchpoint.class);
        Touchpoint good = new Samples(44).of(Touchpoint.class);
        byte[] bytes = serde.serializer().serialize("touchpoints", good);
        Touchpoint withoutEvent = new Touchpoint();
        withoutEvent.setMessageId("begun");
        assertThatThrownBy(() -> serde.serializer().serialize("touchpoints", withoutEvent))
                .isInstanceOf(SerializationException.class);
        assertThat(serde.serializer().serialize("touchpoints", good)).isEqualTo(bytes);
    }

    @Test
    void noValueStaysNoValue() {
        Serde<Touchpoint> serde = new AvroSerdes(settings).values(Touchpoint.class);
        assertThat(serde.serializer().serialize("touchpoints", null)).isNull();
        assertThat(serde.deserializer().deserialize("touchpoints", null)).isNull();
    }

    @Test
    void keysAndValuesHaveSubjectsOfTheirOwn() throws Exception {
        AvroSerdes serdes = new AvroSerdes(settings);
        serdes.serde(Touchpoint.class, true).serializer().serialize("touchpoints", new Samples(1).of(Touchpoint.class));
        serdes.values(Touchpoint.class).serializer().serialize("touchpoints", new Samples(1).of(Touchpoint.class));
        assertThat(registry().getAllSubjects()).containsExactlyInAnyOrder("touchpoints-key", "touchpoints-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"value.subject.name.strategy", "schema.registry.value.subject.name.strategy"})
    void theSubjectFollowsTheConfiguredStrategyWithOrWithoutPrefix(String key) throws Exception {
        Map<String, ?> byRecord = Map.of(
                "schema.registry.url",
                "mock://" + scope,
                key,
                "io.confluent.kafka.serializers.subject.RecordNameStrategy");
        AvroSerdes serdes = new AvroSerdes(byRecord);
        Touchpoint sent = new Samples(3).of(Touchpoint.class);
        byte[] bytes = serdes.values(Touchpoint.class).serializer().serialize("touchpoints", sent);

        assertThat(registry().getAllSubjects()).containsExactly("io.journeytracker.schema.Touchpoint");
        assertThat(serdes.values(Touchpoint.class).deserializer().deserialize("touchpoints", bytes))
                .isEqualTo(sent);
        assertThat(serdes.touchpointReader().read("touchpoints", new RecordHeaders(), bytes))
                .isEqualTo(sent);
    }

    @Test
    void withoutAutomaticRegistrationOnlyRegisteredSchemasAreWritten() throws Exception {
        Map<String, ?> production =
                Map.of("schema.registry.url", "mock://" + scope, "schema.registry.auto.register.schemas", "false");
        Serde<Touchpoint> serde = new AvroSerdes(production).values(Touchpoint.class);
        Touchpoint sent = new Samples(4).of(Touchpoint.class);

        assertThatThrownBy(() -> serde.serializer().serialize("touchpoints", sent))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("does not know the schema")
                .hasMessageContaining("auto.register.schemas=false");
        registry().register("touchpoints-value", new AvroSchema(Touchpoint.getClassSchema()));
        assertThat(serde.serializer().serialize("touchpoints", sent)).isNotEmpty();
    }

    @Test
    void bytesThatAreNoRecordAreAnErrorOfTheRecord() {
        Serde<Touchpoint> serde = new AvroSerdes(settings).values(Touchpoint.class);
        assertThatThrownBy(() -> serde.deserializer().deserialize("touchpoints", new byte[] {0x7b, 0x7d}))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> serde.deserializer().deserialize("touchpoints", new byte[] {0, 0, 0, 9, 9, 1}))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void aRecordOfAnotherKindIsAnErrorOfTheRecord() {
        AvroSerdes serdes = new AvroSerdes(settings);
        byte[] alert = serdes.values(JourneyAlert.class)
                .serializer()
                .serialize("journey-alerts", new Samples(5).of(JourneyAlert.class));
        assertThatThrownBy(() -> serdes.values(Touchpoint.class).deserializer().deserialize("touchpoints", alert))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void aRegistryThatIsAwayIsNoErrorOfTheRecord() {
        // Port 1 is never served on a machine of ours; the connection is refused at once.
        AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", "http://localhost:1"));
        byte[] bytes = {0, 0, 0, 0, 1, 2, 3};
        assertThatThrownBy(() -> serdes.values(Touchpoint.class).deserializer().deserialize("touchpoints", bytes))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("http://localhost:1");
        assertThatThrownBy(() -> serdes.touchpointReader().read("touchpoints", new RecordHeaders(), bytes))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> serdes.values(Touchpoint.class)
                        .serializer()
                        .serialize("touchpoints", new Samples(6).of(Touchpoint.class)))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void aMissingRegistryAddressIsToldAtOnce() {
        assertThatThrownBy(() -> new AvroSerdes(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageContaining("expected");
    }

    private SchemaRegistryClient registry() {
        return MockSchemaRegistry.getClientForScope(scope);
    }
}
