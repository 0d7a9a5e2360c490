package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.topic.HashedIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * By what else a message tells whose it is: what it says itself, else what its traits and context give away. E-mail addresses and
 * phone numbers become hashes.
 */
final class Identifiers {

    /** As many as a touchpoint may have. */
    static final int MOST = 20;

    private static final int LONGEST = 512;

    private Identifiers() {}

    /**
     * @param own what the message says itself, by kind; {@value #MOST} at most
     * @param traits of the message
     * @param context of the message, with Segment's {@code traits}, {@code device} and {@code externalIds}
     */
    static Map<String, String> of(Map<String, String> own, ObjectNode traits, ObjectNode context) {
        Map<String, String> found = new LinkedHashMap<>();
        text(either(traits, context, "email"))
                .flatMap(HashedIdentifier::email)
                .ifPresent(hash -> found.put(HashedIdentifier.EMAIL, hash));
        text(either(traits, context, "phone"))
                .flatMap(HashedIdentifier::phone)
                .ifPresent(hash -> found.put(HashedIdentifier.PHONE, hash));
        text(context.path("device").path("id")).ifPresent(id -> found.put("device", id));
        external(context.path("externalIds").path(0)).ifPresent(id -> found.put("external", id));
        Map<String, String> all = new LinkedHashMap<>(own);
        found.forEach((kind, value) -> {
            // What is said goes before what is given away.
            if (all.size() < MOST) {
                all.putIfAbsent(kind, value);
            }
        });
        return all;
    }

    private static JsonNode either(ObjectNode traits, ObjectNode context, String name) {
        JsonNode trait = traits.path(name);
        return trait.isTextual() ? trait : context.path("traits").path(name);
    }

    private static Optional<String> external(JsonNode external) {
        return text(external.path("id"))
                .flatMap(id -> text(external.path("type")).map(type -> type + ':' + id))
                .filter(id -> id.length() <= LONGEST);
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual()
                        && !value.textValue().isBlank()
                        && value.textValue().length() <= LONGEST
                ? Optional.of(value.textValue().strip())
                : Optional.empty();
    }
}
