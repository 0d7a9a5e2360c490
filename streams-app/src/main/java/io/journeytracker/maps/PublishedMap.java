package io.journeytracker.maps;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.InvalidMapException;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.MapReader;
import io.journeytracker.topic.ForeignRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A map as the topic has it.
 *
 * @param yaml its text, as it was published
 * @param publishedAt the record's time
 */
public record PublishedMap(CompiledJourney journey, String yaml, Instant publishedAt) {

    /** @throws ForeignRecordException if the record is no valid map under its own key */
    static PublishedMap read(ConsumerRecord<byte[], byte[]> record) {
        String key = MapKey.read(record.key());
        try {
            String yaml = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(record.value()))
                    .toString();
            Instant published = Instant.ofEpochMilli(record.timestamp());
            JourneyDefinition map = new MapReader(LocalDate.ofInstant(published, ZoneOffset.UTC))
                    .read(yaml, key)
                    .orThrow();
            if (!MapKey.of(map).equals(key)) {
                throw foreign(key, "it holds " + MapKey.of(map) + ", expected the map of its key");
            }
            return new PublishedMap(new CompiledJourney(map), yaml, published);
        } catch (CharacterCodingException notText) {
            throw foreign(key, "it is not UTF-8 text");
        } catch (InvalidMapException | IllegalArgumentException invalid) {
            throw foreign(key, invalid.getMessage());
        }
    }

    static ForeignRecordException foreign(String key, String reason) {
        return new ForeignRecordException(
                "No valid map is under " + (key.isEmpty() ? "an empty key" : key) + ": " + reason);
    }
}
