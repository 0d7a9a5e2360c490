package io.journeytracker.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where an intake is, and the write key that it knows the sender by.
 *
 * @param base without a slash at the end
 */
public record IntakeAddress(URI base, String key) {

    private static final String FROM_ENVIRONMENT = "env:";
    private static final List<String> PATHS = List.of("/", "/v1/touchpoints", "/v1/batch", "/v1", "/");

    /**
     * As people give it.
     *
     * @param to an address such as {@code https://intake.shop.example}; a path of the intake at its end is cut off
     * @param key the key itself, or {@code env:NAME}: the value of that environment variable
     * @param environment answers null for a variable that is not set
     * @throws IllegalArgumentException with a message for people
     */
    public static IntakeAddress of(String to, String key, UnaryOperator<String> environment) {
        return new IntakeAddress(base(to), key(key, environment));
    }

    private static URI base(String to) {
        String base = to;
        for (String path : PATHS) {
            if (base.endsWith(path)) {
                base = base.substring(0, base.length() - path.length());
            }
        }
        try {
            URI address = new URI(base);
            boolean usable = ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
            if (usable) {
                return address;
            }
        } catch (URISyntaxException noAddress) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "--to " + to + ": is no address of an intake; expected one such as https://intake.shop.example");
    }

    private static String key(String key, UnaryOperator<String> environment) {
        if (!key.startsWith(FROM_ENVIRONMENT)) {
            return checked(key, "--key");
        }
        String name = key.substring(FROM_ENVIRONMENT.length());
        String value = environment.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("--key " + key + ": there is no environment variable " + name
                    + "; expected one with the write key");
        }
        return checked(value, "--key " + key);
    }

    private static String checked(String key, String option) {
        if (key.isBlank() || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    option + ": is no write key; expected letters, digits and signs, without spaces");
        }
        return key;
    }

    URI path(String path) {
        return URI.create(base + path);
    }

    /** HTTP's basic authentication, the key as the user and no password: what SDKs send. A colon would end a user's name there. */
    String authorization() {
        if (key.indexOf(':') >= 0) {
            return "Bearer " + key;
        }
        return "Basic " + Base64.getEncoder().encodeToString((key + ':').getBytes(StandardCharsets.UTF_8));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return base.toString();
    }
}
