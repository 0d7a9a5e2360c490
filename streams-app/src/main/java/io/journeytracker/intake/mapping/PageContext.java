package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a message's context says about page, campaign and device, under the names that properties have. The campaign is read
 * from the page's own address where the SDK has not done so.
 */
record PageContext(Map<String, String> facts) {

    static final String URL = "page_url";
    static final String PATH = "page_path";
    static final String HOST = "page_host";
    static final String REFERRER = "referrer";
    static final String REFERRER_HOST = "referrer_host";
    static final String MEDIUM = "utm_medium";
    static final String SOURCE = "utm_source";
    static final String DEVICE = "device";

    private static final Map<String, String> CAMPAIGN = Map.of(
            "source", SOURCE, "medium", MEDIUM, "name", "utm_campaign", "term", "utm_term", "content", "utm_content");
    private static final String NO_REFERRER = "$direct";

    static PageContext of(ObjectNode context) {
        Map<String, String> facts = new LinkedHashMap<>();
        JsonNode page = context.path("page");
        String url = page.path("url").asText("");
        put(facts, URL, url);
        put(facts, HOST, host(url));
        put(facts, PATH, page.path("path").asText(path(url)));
        put(facts, "page_title", page.path("title").asText(""));
        String referrer = page.path("referrer").asText("");
        if (!referrer.equals(NO_REFERRER)) {
            put(facts, REFERRER, referrer);
            put(facts, REFERRER_HOST, host(referrer));
        }
        campaign(facts, context.path("campaign"), url);
        app(facts, context.path("app"));
        put(facts, DEVICE, device(context));
        put(facts, "locale", context.path("locale").asText(""));
        put(facts, "session_id", context.path("sessionId").asText(""));
        put(facts, "group_id", context.path("groupId").asText(""));
        return new PageContext(facts);
    }

    String get(String name) {
        return facts.getOrDefault(name, "");
    }

    void addTo(Facts properties) {
        facts.forEach(properties::addMissing);
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isBlank()) {
            facts.put(name, value);
        }
    }

    private static void campaign(Map<String, String> facts, JsonNode campaign, String url) {
        CAMPAIGN.forEach((from, to) -> put(facts, to, campaign.path(from).asText("")));
        int query = url.indexOf('?');
        if (query < 0) {
            return;
        }
        for (String parameter :
                url.substring(query + 1, first(url, query + 1, "#")).split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (name.startsWith("utm_") && CAMPAIGN.containsValue(name)) {
                facts.putIfAbsent(name, decoded(parameter.substring(equals + 1)));
            } else if (Origin.AD_CLICKS.contains(name)) {
                facts.putIfAbsent(MEDIUM, "cpc");
            }
        }
    }

    /** RudderStack's browser SDK calls itself the app. */
    private static void app(Map<String, String> facts, JsonNode app) {
        if (!app.path("namespace").asText("").startsWith("com.rudderlabs.")) {
            put(facts, "app_name", app.path("name").asText(""));
            put(facts, "app_version", app.path("version").asText(""));
        }
    }

    /** mobile, tablet or desktop, as far as the context says. */
    private static String device(ObjectNode context) {
        String agent = context.path("userAgent").asText("");
        String type = context.path("device").path("type").asText("").toLowerCase(Locale.ROOT);
        if (agent.contains("iPad")
                || agent.contains("Tablet")
                || agent.contains("Android") && !agent.contains("Mobile")) {
            return "tablet";
        }
        if (agent.contains("Mobi") || type.equals("ios") || type.equals("android")) {
            return "mobile";
        }
        return agent.isEmpty() ? type : "desktop";
    }

    /** Of an address; empty where it is none. By hand, since addresses of pages often are no proper URIs. */
    static String host(String url) {
        int start = url.indexOf("://");
        if (start < 0) {
            return "";
        }
        int from = start + 3;
        String authority = url.substring(from, first(url, from, "/?#"));
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.length();
        while (port > 0 && host.charAt(port - 1) >= '0' && host.charAt(port - 1) <= '9') {
            port--;
        }
        boolean named = port > 0 && host.charAt(port - 1) == ':';
        return (named ? host.substring(0, port - 1) : host).toLowerCase(Locale.ROOT);
    }

    /** Where the first of these characters stands, from there on; the end where none does. */
    private static int first(String text, int from, String any) {
        int at = from;
        while (at < text.length() && any.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String path(String url) {
        int start = url.indexOf("://");
        if (start < 0) {
            return "";
        }
        int slash = url.indexOf('/', start + 3);
        return slash < 0 ? "" : url.substring(slash, first(url, slash, "?#"));
    }

    private static String decoded(String parameter) {
        try {
            return URLDecoder.decode(parameter, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return parameter;
        }
    }
}
