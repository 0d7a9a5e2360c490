package io.journeytracker.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.journeytracker.app.Main;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What this project needs of a schema registry, whoever made it. Every test has a topic of its own. */
abstract class RegistryContract {

    private final String topic = "touchpoints-" + UUID.randomUUID();
    private final Touchpoint touchpoint = Touchpoint.newBuilder()
            .setMessageId("m-1")
            .setUserId("ann")
            .setEvent("Order Completed")
            .setTime(1_760_000_000_000L)
            .setProperties(Map.of("coupon", "SPRING", "items", 3L, "gift", true))
            .build();

    private SchemaRegistryClient client;

    /** The address that goes into {@code schema.registry.url}. */
    abstract String url();

    @BeforeEach
    void requireBackwardCompatibility() throws Exception {
        client = new CachedSchemaRegistryClient(url(), 100);
        client.updateCompatibility(null, "BACKWARD");
        assertThat(client.getCompatibility(null)).isEqualTo("BACKWARD");
    }

    @Test
    void takesEverySchemaOfTheWire() throws Exception {
        for (Schema schema : List.of(
                Touchpoint.getClassSchema(),
                JourneyTransition.getClassSchema(),
                JourneyAlert.getClassSchema(),
                CustomerSnapshot.getClassSchema())) {
            int id = client.register(topic + schema.getName() + "-value", new AvroSchema(schema));
            assertThat(client.getSchemaById(id).rawSchema()).isEqualTo(schema);
        }
    }

    @Test
    void aTouchpointComesBackAsItWent() {
        byte[] bytes = touchpoints().serializer().serialize(topic, touchpoint);

        // Deserializers with empty caches: they must ask the registry.
        assertThat(touchpoints().deserializer().deserialize(topic, bytes)).isEqualTo(touchpoint);
        assertThat(new AvroSerdes(settings()).touchpointReader().read(topic, new RecordHeaders(), bytes))
                .isEqualTo(touchpoint);
    }

    @Test
    void aProducerMayAddAnOptionalField() throws Exception {
        touchpoints().serializer().serialize(topic, touchpoint);
        Schema wider = touchpointWith(new Schema.Field("shelf", Schema.create(Schema.Type.STRING), "Which.", "none"));

        try (KafkaAvroSerializer producer = producer()) {
            byte[] bytes = producer.serialize(
                    topic,
                    new GenericRecordBuilder(wider)
                            .set("event", "Seen")
                            .set("userId", "bob")
                            .set("time", 5L)
                            .set("shelf", "B4")
                            .build());
            assertThat(touchpoints().deserializer().deserialize(topic, bytes).getUserId())
                    .isEqualTo("bob");
        }
        assertThat(client.getAllVersions(topic + "-value")).containsExactly(1, 2);
    }

    @Test
    void aSchemaThatCannotReadTheOldRecordsIsRefused() throws Exception {
        touchpoints().serializer().serialize(topic, touchpoint);
        Schema incompatible =
                touchpointWith(new Schema.Field("shelf", Schema.create(Schema.Type.STRING), "No default."));

        assertThatThrownBy(() -> client.register(topic + "-value", new AvroSchema(incompatible)))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(e.getStatus())
                        .isEqualTo(409));
        try (KafkaAvroSerializer producer = producer()) {
            assertThatThrownBy(() -> producer.serialize(
                            topic,
                            new GenericRecordBuilder(incompatible)
                                    .set("event", "Seen")
                                    .set("time", 5L)
                                    .set("shelf", "B4")
                                    .build()))
                    .hasMessageContaining("ncompatible");
        }
        assertThat(client.getAllVersions(topic + "-value")).containsExactly(1);
    }

    @Test
    void withoutAutomaticRegistrationOnlyRegisteredSchemasAreWritten() throws Exception {
        Map<String, ?> production =
                Map.of("schema.registry.url", url(), "schema.registry.auto.register.schemas", "false");
        Serde<Touchpoint> serde = new AvroSerdes(production).values(Touchpoint.class);

        assertThatThrownBy(() -> serde.serializer().serialize(topic, touchpoint))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("does not know the schema of a record of " + topic)
                .hasMessageContaining("auto.register.schemas=false");
        client.register(topic + "-value", new AvroSchema(Touchpoint.getClassSchema()));

        byte[] bytes =
                new AvroSerdes(production).values(Touchpoint.class).serializer().serialize(topic, touchpoint);
        assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(touchpoint);
    }

    @Test
    void theCommittedVersionsAreRegisteredOnceAndEnoughForWhatIsWritten() throws Exception {
        String prefix = UUID.randomUUID() + ".";
        for (int time = 1; time <= 2; time++) {
            StringWriter out = new StringWriter();
            CommandLine line = Main.commandLine(new StopSignal());
            line.setOut(new PrintWriter(out, true));
            int code = line.execute(
                    "register", "--set", "schema.registry.url=" + url(), "--set", "journey.topics.prefix=" + prefix);
            assertThat(code).isZero();
            assertThat(out.toString()).contains(prefix + "touchpoints-value: Touchpoint, versions: 2, BACKWARD");
        }
        String written = prefix + "touchpoints";
        // Two of the history, and the one whose text says how Java holds strings.
        assertThat(client.getAllVersions(written + "-value")).containsExactly(1, 2, 3);
        assertThat(client.getCompatibility(written + "-value")).isEqualTo("BACKWARD");
        Map<String, ?> production =
                Map.of("schema.registry.url", url(), "schema.registry.auto.register.schemas", "false");
        Serde<Touchpoint> serde = new AvroSerdes(production).values(Touchpoint.class);
        assertThat(serde.deserializer().deserialize(written, serde.serializer().serialize(written, touchpoint)))
                .isEqualTo(touchpoint);
    }

    @Test
    void aRegistryThatIsAwayIsNamed() {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(new StopSignal());
        line.setErr(new PrintWriter(err, true));
        assertThat(line.execute("register", "--set", "schema.registry.url=http://127.0.0.1:1"))
                .isOne();
        assertThat(err.toString()).contains("http://127.0.0.1:1 did not take the schemas of touchpoints-value");
    }

    final Map<String, ?> settings() {
        return Map.of("schema.registry.url", url());
    }

    private Serde<Touchpoint> touchpoints() {
        return new AvroSerdes(settings()).values(Touchpoint.class);
    }

    private KafkaAvroSerializer producer() {
        KafkaAvroSerializer producer = new KafkaAvroSerializer();
        producer.configure(settings(), false);
        return producer;
    }

    private static Schema touchpointWith(Schema.Field added) {
        Schema schema = Touchpoint.getClassSchema();
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(added);
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }
}
