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
     * From the header {@code X-Write-Key}, {@code Authorization: Bearer KEY}, {@code Authorization: Basic base64(KEY:)} (with or
     * without the colon) or the query's {@code writeKey}; empty where there is none of them. SDKs that give a key and a secret join
     * them by a colon: the key ends there, since write keys are public and a secret beside them adds nothing.
     */
    public static Optional<String> writeKey(IntakeRequest request) {
        return request.header("x-write-key")
                .or(() -> request.header("authorization").flatMap(Credentials::fromAuthorization))
                .map(Credentials::beforeColon)
                .or(() -> request.parameter("writeKey"))
                .map(String::strip)
                .filter(key -> !key.isEmpty());
    }

    /** As above, else what the body says. */
    static String writeKey(IntakeRequest request, String inBody) {
        return writeKey(request).orElse(inBody);
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
            return Optional.of(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static String beforeColon(String credentials) {
        int colon = credentials.indexOf(':');
        return colon < 0 ? credentials : credentials.substring(0, colon);
    }
}
