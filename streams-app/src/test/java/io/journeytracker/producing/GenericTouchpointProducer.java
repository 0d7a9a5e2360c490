package io.journeytracker.producing;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

public final class GenericTouchpointProducer {

    private GenericTouchpointProducer() {}

    public static void main(String[] args) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                args[0],
                "schema.registry.url",
                args[1],
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                KafkaAvroSerializer.class,
                "acks",
                "all",
                "enable.idempotence",
                true);
        try (Producer<String, GenericRecord> producer = new KafkaProducer<>(settings)) {
            GenericRecord touchpoint = touchpoint(Path.of(args[2]));
            producer.send(new ProducerRecord<>("touchpoints", "u-4711", touchpoint))
                    .get();
        }
    }

    private static GenericRecord touchpoint(Path schemaFile) throws IOException {
        Schema schema = new Schema.Parser().parse(schemaFile.toFile());
        Schema score = schema.getField("score").schema().getTypes().get(1);
        GenericRecord answer = new GenericRecordBuilder(score)
                .set("kind", new GenericData.EnumSymbol(score.getField("kind").schema(), "NPS"))
                .set("value", 9.0)
                .build();
        return new GenericRecordBuilder(schema)
                .set("source", "survey-tool")
                .set("messageId", UUID.randomUUID().toString())
                .set("userId", "u-4711")
                .set("event", "Survey Answered")
                .set("time", Instant.now().toEpochMilli())
                .set("channel", "survey")
                .set("score", answer)
                .build();
    }
}
