package io.journeytracker.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every count that is shown and leads to its customers, held against what the API answers to the question behind it. */
final class CountWalk {

    private static final String COUNTS = """
            return [...document.querySelectorAll('a[href][aria-label]')].filter(link => link.textContent && /list (the customers|them)$/.test(link.getAttribute('aria-label')))
              .map(link => [link.getAttribute('href'), link.textContent]);
            """;

    /** What makes it a list of visits; the others are lists of who is somewhere. */
    private static final Set<String> OF_VISITS = Set.of("count", "next", "touchpoint", "channel", "with", "event");

    private static final Set<String> OF_BOTH = Set.of("version", "persona", "from", "to", "stage");
    private static final Set<String> OF_PEOPLE = Set.of("status", "better");

    private static final Pattern PENDING = Pattern.compile("\\((\\d+) pending\\)");
    private static final Pattern ENDED = Pattern.compile(" % of (\\d+) visits");
    private static final Pattern WENT_ON = Pattern.compile("^([\\d.]+) % went on");
    private static final Pattern RANGE = Pattern.compile("^(\\d+) to (\\d+)$");
    private static final Pattern MOMENT = Pattern.compile(" · (\\d+)$");
    private static final Pattern FIRST = Pattern.compile("^\\D*(\\d+)");

    private final Browser browser;
    private final RichShop shop;
    private final List<String> differences = new ArrayList<>();

    CountWalk(Browser browser, RichShop shop) {
        this.browser = browser;
        this.shop = shop;
    }

    /** Goes through all that are shown now, and tells how many. */
    int walk() {
        List<?> found = (List<?>) browser.run(COUNTS);
        for (Object each : found) {
            List<String> link = Browser.listed(each);
            compare(parameters(link.get(0)), link.get(1).replace(",", ""));
        }
        return found.size();
    }

    /** Those that are not what the API says. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    private void compare(Map<String, String> asked, String text) {
        Matcher share = WENT_ON.matcher(text);
        if (share.find()) {
            long wentOn = answered(asked);
            Map<String, String> ended = new LinkedHashMap<>(asked);
            ended.put("count", "ended");
            hold(asked, text, Math.round(100.0 * wentOn / answered(ended)), (long) Double.parseDouble(share.group(1)));
            return;
        }
        Matcher range = RANGE.matcher(text);
        if (range.find()) {
            long times = answered(asked);
            if (times < Long.parseLong(range.group(1)) || times > Long.parseLong(range.group(2))) {
                differences.add(text + " but " + times + ": " + asked);
            }
            return;
        }
        for (Pattern form : List.of(PENDING, ENDED, MOMENT, FIRST)) {
            Matcher number = form.matcher(text);
            if (number.find()) {
                hold(asked, text, answered(asked), Long.parseLong(number.group(1)));
                return;
            }
        }
        differences.add("no number: " + text);
    }

    private void hold(Map<String, String> asked, String text, long answered, long shown) {
        if (answered != shown) {
            differences.add(text + " but " + answered + ": " + asked);
        }
    }

    /** How many times, or customers where it is a list of those who are somewhere. */
    private long answered(Map<String, String> asked) {
        boolean visits = asked.keySet().stream().anyMatch(OF_VISITS::contains);
        StringBuilder path = new StringBuilder(
                "/api/journeys/" + asked.get("journey") + (visits ? "/visits" : "/customers") + "?limit=1");
        asked.forEach((name, value) -> {
            boolean everywhere = name.equals("stage") && (value.equals("*") || asked.containsKey("event"));
            if (!everywhere && (OF_BOTH.contains(name) || (visits ? OF_VISITS : OF_PEOPLE).contains(name))) {
                path.append('&').append(name).append('=').append(value);
            }
        });
        JsonNode answer = shop.ask(path.toString());
        return answer.get(visits ? "times" : "count").longValue();
    }

    /** As they stand in the address, in the form that the API takes. */
    private static Map<String, String> parameters(String href) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String each : href.substring(href.indexOf('?') + 1).split("&")) {
            int equals = each.indexOf('=');
            // A browser writes some characters into an address that Java's parser of addresses wants encoded.
            parameters.put(each.substring(0, equals), each.substring(equals + 1).replace("'", "%27"));
        }
        return parameters;
    }
}
