package io.journeytracker.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Newer applications must read what older ones wrote: BACKWARD compatibility against every committed version. */
class SchemaEvolutionTest {

    static Stream<Schema> schemas() {
        return Stream.of(
                Touchpoint.getClassSchema(),
                JourneyTransition.getClassSchema(),
                JourneyAlert.getClassSchema(),
                CustomerSnapshot.getClassSchema(),
                CustomerState.getClassSchema(),
                MapCell.getClassSchema(),
                ClockState.getClassSchema(),
                CustomerStory.getClassSchema(),
                IdentityState.getClassSchema(),
                IdentityMessage.getClassSchema(),
                DeliveryEvent.getClassSchema(),
                AlertDelivery.getClassSchema(),
                AlertLife.getClassSchema(),
                FollowedAlert.getClassSchema(),
                AlertBatch.getClassSchema());
    }

    /** Each file is one schema, and each has its place in the list above. */
    @Test
    void everySchemaOfARecordOfItsOwnIsHeldToItsHistory() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
            assertThat(files.map(file -> new Schema.Parser().parse(text(file)).getName()))
                    .containsExactlyInAnyOrderElementsOf(
                            schemas().map(Schema::getName).toList());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void theCurrentSchemaReadsEveryCommittedVersion(Schema current) {
        assertThat(SchemaHistory.of(current)).isNotEmpty().allSatisfy(version -> assertThat(
                        incompatibilities(current, version))
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void theNewestCommittedVersionIsTheCurrentSchema(Schema current) {
        List<Schema> history = SchemaHistory.of(current);
        Schema newest = plain(history.get(history.size() - 1));
        assertThat(newest)
                .as(
                        "%s changed: commit its new text as history/%s/%d.avsc",
                        current.getFullName(), current.getName(), history.size() + 1)
                .isEqualTo(plain(current));
        // To Avro two schemas are equal that are described in other words.
        assertThat(newest.toString())
                .as(
                        "%s is described in other words than in history/%s/%d.avsc, which has its fields: put them there too",
                        current.getFullName(), current.getName(), history.size())
                .isEqualTo(plain(current).toString());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everythingIsDocumented(Schema current) {
        assertThat(undocumented(current)).isEmpty();
    }

    @Test
    void anIncompatibleChangeIsDetected() {
        Schema changed = SchemaBuilder.record("Touchpoint")
                .namespace("io.journeytracker.schema")
                .fields()
                .requiredString("event")
                .requiredString("store")
                .requiredInt("time")
                .endRecord();
        assertThat(incompatibilities(changed, Touchpoint.getClassSchema()))
                .extracting(Incompatibility::getLocation)
                .containsExactlyInAnyOrder("/fields/1", "/fields/2/type");
    }

    @Test
    void aMissingDescriptionIsDetected() {
        Schema bare = SchemaBuilder.record("Bare").fields().requiredInt("x").endRecord();
        assertThat(undocumented(bare)).containsExactly("Bare", "Bare.x");
    }

    private static List<Incompatibility> incompatibilities(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
    }

    /** Without the hint to use Java strings, which the code generator adds. */
    private static Schema plain(Schema schema) {
        return new Schema.Parser()
                .parse(schema.toString()
                        .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
                        .replace(",\"avro.java.string\":\"String\"", ""));
    }

    private static List<String> undocumented(Schema schema) {
        List<String> missing = new ArrayList<>();
        switch (schema.getType()) {
            case ARRAY -> missing.addAll(undocumented(schema.getElementType()));
            case MAP -> missing.addAll(undocumented(schema.getValueType()));
            case UNION -> schema.getTypes().forEach(type -> missing.addAll(undocumented(type)));
            case ENUM -> require(schema.getDoc(), schema.getName(), missing);
            case RECORD -> {
                require(schema.getDoc(), schema.getName(), missing);
                for (Schema.Field field : schema.getFields()) {
                    require(field.doc(), schema.getName() + "." + field.name(), missing);
                    missing.addAll(undocumented(field.schema()));
                }
            }
            default -> {}
        }
        return missing;
    }

    private static void require(String doc, String name, List<String> missing) {
        if (doc == null || doc.isBlank()) {
            missing.add(name);
        }
    }
}
