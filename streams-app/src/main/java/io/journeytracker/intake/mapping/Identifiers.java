package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * By what else a message tells whose it is: what it says itself, else what its traits and context give away. E-mail addresses and
 * phone numbers become hashes, so that they can be compared and not read: SHA-256 in hexadecimal of the address in small letters, or
 * of the number's digits with the plus before them.
 */
final class Identifiers {

    /** As many as a touchpoint may have. */
    static final int MOST = 20;

    private static final int LONGEST = 512;
    private static final int FEWEST_DIGITS = 6;

    private Identifiers() {}

    /**
     * @param own what the message says itself, by kind; {@value #MOST} at most
     * @param traits of the message
     * @param context of the message, with Segment's {@code traits}, {@code device} and {@code externalIds}
     */
    static Map<String, String> of(Map<String, String> own, ObjectNode traits, ObjectNode context) {
        Map<String, String> found = new LinkedHashMap<>();
        email(either(traits, context, "email")).ifPresent(hash -> found.put("email", hash));
        phone(either(traits, context, "phone")).ifPresent(hash -> found.put("phone", hash));
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

    private static Optional<String> email(JsonNode address) {
        return text(address).filter(text -> text.indexOf('@') > 0).map(text -> hash(text.toLowerCase(Locale.ROOT)));
    }

    private static Optional<String> phone(JsonNode number) {
        return text(number)
                .map(text -> text.replaceAll("[^0-9+]", ""))
                .filter(digits -> digits.length() >= FEWEST_DIGITS)
                .map(Identifiers::hash);
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

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
