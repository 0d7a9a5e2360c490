package io.journeytracker.intake.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The write key that a request brings along outside its body. */
public final class Credentials {

    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private Credentials() {}

    /**
     * From {@code Authorization: Bearer KEY}, {@code Authorization: Basic base64(KEY:)} (with or without the colon), the
     * header {@code X-Write-Key} or the query's {@code writeKey}; empty where there is none of them.
     */
    public static Optional<String> writeKey(IntakeRequest request) {
        return request.header("authorization")
                .flatMap(Credentials::fromAuthorization)
                .or(() -> request.header("x-write-key"))
                .or(() -> request.parameter("writeKey"))
                .map(String::strip)
                .filter(key -> !key.isEmpty());
    }

    private static Optional<String> fromAuthorization(String header) {
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(header.substring(BEARER.length()));
        }
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return Optional.of(colon < 0 ? pair : pair.substring(0, colon));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
