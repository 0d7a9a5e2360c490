package io.journeytracker.intake.http;

import io.journeytracker.intake.source.Sources;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What browsers ask before and after a page of another origin sends. A preflight brings no write key: it is answered
 * where any source allows the origin; the request itself is held against its own key's source. The origin is echoed and credentials are
 * allowed, since Snowplow's tracker sends with them; no cookie is ever set or read.
 */
final class Cors {

    /** RFC 9110's token, of bounded length: nothing else may be echoed into a header of the answer. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,64}");

    private static final String DAY_SECONDS = "86400";
    private static final int MOST_HEADERS = 64;

    private final Supplier<Sources> sources;

    Cors(Supplier<Sources> sources) {
        this.sources = sources;
    }

    static boolean isPreflight(String method, HttpFields headers) {
        return method.equals("OPTIONS")
                && headers.contains(HttpHeader.ORIGIN)
                && headers.contains("Access-Control-Request-Method");
    }

    /** For every answer, refusals too: a page's script must see why. */
    void answer(HttpFields asked, HttpFields.Mutable answer) {
        answer.add(HttpHeader.VARY, "Origin");
        String origin = asked.get(HttpHeader.ORIGIN);
        if (origin != null && sources.get().anyAllows(origin)) {
            answer.put("Access-Control-Allow-Origin", origin);
            answer.put("Access-Control-Allow-Credentials", "true");
            answer.put("Access-Control-Expose-Headers", "Retry-After");
        }
    }

    /** For the answer to a preflight, besides {@link #answer}; of an origin that nobody allows it says nothing. */
    void preflight(HttpFields asked, String methods, HttpFields.Mutable answer) {
        String origin = asked.get(HttpHeader.ORIGIN);
        if (origin == null || !sources.get().anyAllows(origin)) {
            return;
        }
        answer.put("Access-Control-Allow-Methods", methods);
        answer.put("Access-Control-Max-Age", DAY_SECONDS);
        // SDKs add headers of their own, on retries above all, and new versions add others: none of them grants
        // anything here.
        String allowed = asked.getCSV("Access-Control-Request-Headers", false).stream()
                .map(header -> header.toLowerCase(Locale.ROOT))
                .filter(name -> NAME.matcher(name).matches())
                .limit(MOST_HEADERS)
                .collect(Collectors.joining(", "));
        if (!allowed.isEmpty()) {
            answer.put("Access-Control-Allow-Headers", allowed);
        }
        // Chromium asks this where the intake is on a private network, as in a try on one's own machine.
        if (asked.contains("Access-Control-Request-Private-Network")) {
            answer.put("Access-Control-Allow-Private-Network", "true");
        }
    }
}
