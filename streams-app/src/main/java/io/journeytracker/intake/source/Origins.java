package io.journeytracker.intake.source;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The web pages that may send with a source's keys.
 *
 * @param patterns {@code https://shop.example}, {@code https://*.shop.example} (any number of labels before it, none
 *     excluded), {@code http://localhost:*} (any port), or {@code *}
 */
public record Origins(List<String> patterns) {

    /** Any page. */
    public static final Origins ANY = new Origins(List.of("*"));

    static final String EXPECTED =
            "an origin such as https://shop.example, https://*.shop.example, http://localhost:*, or \"*\"";

    private static final Pattern FORM = Pattern.compile("https?://(\\*\\.)?[a-zA-Z0-9._\\[\\]:-]+?(:(\\d{1,5}|\\*))?");

    public Origins {
        patterns = List.copyOf(patterns);
    }

    static boolean isPattern(String text) {
        return text.equals("*") || FORM.matcher(text).matches();
    }

    /** @param origin as browsers write it in the header Origin */
    public boolean allow(String origin) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, origin.toLowerCase(Locale.ROOT)));
    }

    private static boolean matches(String pattern, String origin) {
        if (pattern.equals("*")) {
            return true;
        }
        String expression = Pattern.quote(pattern.toLowerCase(Locale.ROOT))
                .replace("//*.", "//\\E([a-z0-9-]+\\.)+\\Q")
                .replace(":*", "\\E(:\\d{1,5})?\\Q");
        return origin.matches(expression);
    }
}
