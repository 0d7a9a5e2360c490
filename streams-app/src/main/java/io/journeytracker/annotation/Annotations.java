package io.journeytracker.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.topic.ForeignRecordException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All annotations of all journeys at one moment. Immutable.
 *
 * @param revisions of each journey the offset after its last change: the same on all instances that are up to it
 */
record Annotations(
        Map<String, PainPoint> painPoints,
        Map<String, Note> notes,
        Map<String, Reviews> reviews,
        Map<String, Long> revisions) {

    static final Annotations NONE = new Annotations(Map.of(), Map.of(), Map.of(), Map.of());

    private static final JsonMapper JSON = new JsonMapper();

    /** @throws ForeignRecordException if it is no annotation of its key */
    Annotations with(ConsumerRecord<byte[], byte[]> record) {
        return with(
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                Optional.ofNullable(record.value()).map(value -> new String(value, StandardCharsets.UTF_8)),
                record.offset());
    }

    private static ForeignRecordException foreign(String key, String reason) {
        return new ForeignRecordException(
                "No annotation is under " + (key.isEmpty() ? "an empty key" : key) + ": " + reason);
    }

    /**
     * With the next record of the topic.
     *
     * @param value empty: what was under the key is deleted
     * @throws ForeignRecordException if it is no annotation of its key
     */
    Annotations with(String key, Optional<String> value, long offset) {
        Map<String, Long> newer = new HashMap<>(revisions);
        newer.put(AnnotationKey.journey(key), offset + 1);
        Map<String, PainPoint> points = new TreeMap<>(painPoints);
        Map<String, Note> written = new TreeMap<>(notes);
        Map<String, Reviews> looked = new TreeMap<>(reviews);
        if (key.startsWith(AnnotationKey.PAIN_POINT)) {
            put(points, key, value.map(text -> painPoint(key, text)));
        } else if (key.startsWith(AnnotationKey.NOTE)) {
            put(written, key, value.map(text -> note(key, text)));
        } else if (key.startsWith(AnnotationKey.REVIEW)) {
            put(looked, key, value.map(text -> reviews(key, text)));
        } else {
            throw foreign(key, "expected pain-point/…, note/… or review/…");
        }
        return new Annotations(points, written, looked, newer);
    }

    private static <T> void put(Map<String, T> all, String key, Optional<T> value) {
        if (value.isPresent()) {
            all.put(key, value.get());
        } else {
            all.remove(key);
        }
    }

    static PainPoint painPoint(String key, String text) {
        PainPoint point = read(key, text, PainPointJson::read);
        return own(key, AnnotationKey.painPoint(point.journey(), point.id()), point);
    }

    static Note note(String key, String text) {
        Note note = read(key, text, Note::read);
        return own(key, AnnotationKey.note(note.journey(), note.id()), note);
    }

    static Reviews reviews(String key, String text) {
        Reviews reviews = read(key, text, Reviews::read);
        return own(key, AnnotationKey.review(reviews.journey()), reviews);
    }

    private interface Reader<T> {
        T read(JsonNode json);
    }

    private static <T> T read(String key, String text, Reader<T> reader) {
        try {
            return reader.read(JSON.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException foreign) {
            throw foreign(
                    key, "it holds no such annotation: " + foreign.getClass().getSimpleName());
        }
    }

    private static <T> T own(String key, String said, T value) {
        if (!key.equals(said)) {
            throw foreign(key, "it holds what belongs under " + said);
        }
        return value;
    }

    List<PainPoint> painPointsOf(String journey) {
        return painPoints.values().stream()
                .filter(each -> each.journey().equals(journey))
                .toList();
    }

    List<Note> notesOf(String journey) {
        return notes.values().stream()
                .filter(each -> each.journey().equals(journey))
                .toList();
    }

    Reviews reviewsOf(String journey) {
        return reviews.getOrDefault(AnnotationKey.review(journey), Reviews.none(journey));
    }

    long revisionOf(String journey) {
        return revisions.getOrDefault(journey, 0L);
    }
}
