package io.journeytracker.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The keys by which people and programs ask for journeys. With none, nobody may.
 *
 * @param viewers see numbers; customers are masked
 * @param analysts see customers too
 * @param operators may change things
 */
public record AccessSettings(List<String> viewers, List<String> analysts, List<String> operators) {

    static final int SHORTEST = 16;
    private static final String FIT_FOR_A_COOKIE = "[A-Za-z0-9._~+/=-]+";

    /** What is wrong, without saying a key. */
    List<String> problems() {
        Map<String, String> seen = new HashMap<>();
        return Stream.of(Keys.VIEWER_KEYS, Keys.ANALYST_KEYS, Keys.OPERATOR_KEYS)
                .flatMap(setting -> of(setting.name()).stream()
                        .filter(key -> !fit(key) || seen.put(key, setting.name()) != null)
                        .map(key -> setting.name()
                                + ": one of the keys is too short, has other characters or is given twice;"
                                + " expected " + setting.expected()))
                .distinct()
                .toList();
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
        return viewers.size() + " viewers' keys, " + analysts.size() + " analysts', " + operators.size()
                + " operators'";
    }
}
