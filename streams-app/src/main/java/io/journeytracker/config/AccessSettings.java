package io.journeytracker.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys by which people and programs ask for journeys, each alone or as NAME:KEY, and whose tokens do the same. With neither, nobody may.
 *
 * @param viewers see numbers; customers are masked
 * @param analysts see customers too
 * @param operators may change things
 * @param oidc empty: no tokens are taken
 */
public record AccessSettings(
        List<String> viewers, List<String> analysts, List<String> operators, Optional<OidcSettings> oidc) {

    static final int SHORTEST = 16;
    private static final String FIT_FOR_A_COOKIE = "[A-Za-z0-9._~+/=-]+";
    private static final String NAME = "[\\p{L}\\p{N}][^:\\p{Cntrl}]{0,99}";

    /** Without tokens. */
    public AccessSettings(List<String> viewers, List<String> analysts, List<String> operators) {
        this(viewers, analysts, operators, Optional.empty());
    }

    /** What is shown of NAME:KEY; no key has a colon. */
    public static String key(String given) {
        return given.substring(given.lastIndexOf(':') + 1);
    }

    /** Whose key it is, where that is said. */
    public static Optional<String> name(String given) {
        int colon = given.lastIndexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(given.substring(0, colon).strip());
    }

    /** What is wrong, without saying a key. */
    List<String> problems() {
        Map<String, String> seen = new HashMap<>();
        return Stream.of(Keys.VIEWER_KEYS, Keys.ANALYST_KEYS, Keys.OPERATOR_KEYS)
                .flatMap(setting -> of(setting.name()).stream()
                        .filter(given ->
                                !named(given) || !fit(key(given)) || seen.put(key(given), setting.name()) != null)
                        .map(given -> setting.name()
                                + ": one of the keys is too short, has other characters, a name of other characters or is given twice;"
                                + " expected " + setting.expected()))
                .distinct()
                .toList();
    }

    private static boolean named(String given) {
        return name(given).map(name -> name.matches(NAME)).orElse(true);
    }

    static boolean fit(String key) {
        return key.length() >= SHORTEST && key.matches(FIT_FOR_A_COOKIE);
    }

    private List<String> of(String setting) {
        if (setting.equals(Keys.VIEWER_KEYS.name())) {
            return viewers;
        }
        return setting.equals(Keys.ANALYST_KEYS.name()) ? analysts : operators;
    }

    /** Without the keys, for logs. */
    @Override
    public String toString() {
        return viewers.size() + " viewers' keys, " + analysts.size() + " analysts', " + operators.size() + " operators'"
                + oidc.map(tokens -> ", tokens of " + tokens.issuer()).orElse("");
    }
}
