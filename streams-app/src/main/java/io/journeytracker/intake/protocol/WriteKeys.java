package io.journeytracker.intake.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a request carries its write key. The first of these that is there: header {@code X-Write-Key}, header
 * {@code Authorization} (Basic with the key as the user's name, or Bearer), query parameter {@code writeKey}. SDKs that
 * give a key and a secret join them by a colon; the key ends there, since write keys are public and the secret adds nothing.
 */
final class WriteKeys {

    private WriteKeys() {}

    /** Empty where neither headers nor query carry one. */
    static String of(IntakeRequest request) {
        return request.header("x-write-key")
                .map(WriteKeys::beforeColon)
                .or(() -> request.header("authorization").flatMap(WriteKeys::authorization))
                .or(() -> request.parameter("writeKey"))
                .filter(key -> !key.isBlank())
                .orElse("");
    }

    /** As above, else what the body says. */
    static String of(IntakeRequest request, String inBody) {
        String key = of(request);
        return key.isEmpty() ? inBody : key;
    }

    private static Optional<String> authorization(String header) {
        String value = header.strip();
        String scheme = value.toLowerCase(Locale.ROOT);
        if (scheme.startsWith("bearer ")) {
            return Optional.of(beforeColon(value.substring("bearer ".length()).strip()));
        }
        if (!scheme.startsWith("basic ")) {
            return Optional.empty();
        }
        try {
            byte[] credentials = Base64.getDecoder()
                    .decode(value.substring("basic ".length()).strip());
            return Optional.of(beforeColon(new String(credentials, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static String beforeColon(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }
}
