package io.journeytracker.intake.http;

import io.journeytracker.intake.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What browsers ask before and after a page of another origin sends. A preflight brings no write key: it is answered
 * where any source allows the origin; the request itself is held against its own key's source. The origin is echoed and credentials are
 * allowed, since Snowplow's tracker sends with them; no cookie is ever set or read.
 */
final class Cors {

    private static final Set<String> HEADERS = Set.of(
            "content-type",
            "content-encoding",
            "authorization",
            "x-write-key",
            "anonymousid",
            "sentat",
            "sp-anonymous",
            "x-retry-count",
            "x-ip-policy",
            "x-enable-debug",
            "x-requested-with",
            "accept",
            "cache-control",
            "pragma");

    /** CloudEvents' attributes, what RudderStack says of a retry, whom PostHog's request is about. */
    private static final Pattern FAMILIES = Pattern.compile("(ce|rsa|x-posthog)-[a-z0-9-]+");

    private static final String DAY_SECONDS = "86400";
    private static final int MOST_HEADERS = 64;

    private final Sources sources;

    Cors(Sources sources) {
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
        if (origin != null && sources.anyAllows(origin)) {
            answer.put("Access-Control-Allow-Origin", origin);
            answer.put("Access-Control-Allow-Credentials", "true");
            answer.put("Access-Control-Expose-Headers", "Retry-After");
        }
    }

    /** For the answer to a preflight, besides {@link #answer}. */
    void preflight(HttpFields asked, String methods, HttpFields.Mutable answer) {
        answer.put("Access-Control-Allow-Methods", methods);
        answer.put("Access-Control-Max-Age", DAY_SECONDS);
        List<String> allowed = new ArrayList<>();
        for (String header : asked.getCSV("Access-Control-Request-Headers", false)) {
            String name = header.toLowerCase(Locale.ROOT);
            if ((HEADERS.contains(name) || FAMILIES.matcher(name).matches()) && allowed.size() < MOST_HEADERS) {
                allowed.add(name);
            }
        }
        if (!allowed.isEmpty()) {
            answer.put("Access-Control-Allow-Headers", String.join(", ", allowed));
        }
        // Chromium asks this where the intake is on a private network, as in a try on one's own machine.
        if (asked.contains("Access-Control-Request-Private-Network")) {
            answer.put("Access-Control-Allow-Private-Network", "true");
        }
    }
}
