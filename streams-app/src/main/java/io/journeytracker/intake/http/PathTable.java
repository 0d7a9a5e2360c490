package io.journeytracker.intake.http;

import io.journeytracker.intake.protocol.Protocol;
import io.journeytracker.intake.protocol.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which route answers which path. A slash at the end of a path makes no difference; exact paths win over patterns. */
public final class PathTable {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Place> exact = new HashMap<>();
    private final List<Place> patterns = new ArrayList<>();

    /** One route of a protocol. */
    public record Entry(Protocol protocol, Route route) {}

    /** A path that was asked for, found: its routes by method, its parameters. */
    public record Found(Map<String, Entry> byMethod, Map<String, String> parameters) {

        String methods() {
            return String.join(", ", byMethod.keySet());
        }
    }

    private record Place(String pattern, Pattern expression, List<String> names, Map<String, Entry> byMethod) {}

    /** @throws IllegalArgumentException if two routes have the same method and pattern */
    public PathTable(List<Protocol> protocols) {
        for (Protocol protocol : protocols) {
            protocol.routes().forEach(route -> add(new Entry(protocol, route)));
        }
    }

    private void add(Entry entry) {
        String pattern = withoutSlash(entry.route().pattern());
        Place place = pattern.contains("{")
                ? patterns.stream()
                        .filter(each -> each.pattern.equals(pattern))
                        .findFirst()
                        .orElseGet(() -> {
                            Place made = place(pattern);
                            patterns.add(made);
                            return made;
                        })
                : exact.computeIfAbsent(pattern, PathTable::place);
        String method = method(entry.route());
        if (place.byMethod.putIfAbsent(method, entry) != null) {
            throw new IllegalArgumentException("Two routes answer " + method + " " + pattern);
        }
    }

    private static Place place(String pattern) {
        List<String> names = new ArrayList<>();
        StringBuilder expression = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(pattern);
        int from = 0;
        while (parameter.find()) {
            names.add(parameter.group(1));
            expression
                    .append(Pattern.quote(pattern.substring(from, parameter.start())))
                    .append("([^/]+)");
            from = parameter.end();
        }
        expression.append(Pattern.quote(pattern.substring(from)));
        return new Place(pattern, Pattern.compile(expression.toString()), names, new TreeMap<>());
    }

    private static String method(Route route) {
        return route instanceof Route.Messages messages ? messages.method() : ((Route.Question) route).method();
    }

    /** @param path decoded */
    public Optional<Found> find(String path) {
        String asked = withoutSlash(path);
        Place place = exact.get(asked);
        if (place != null) {
            return Optional.of(new Found(place.byMethod, Map.of()));
        }
        for (Place each : patterns) {
            Matcher matcher = each.expression.matcher(asked);
            if (matcher.matches()) {
                Map<String, String> parameters = new LinkedHashMap<>();
                for (int i = 0; i < each.names.size(); i++) {
                    parameters.put(each.names.get(i), matcher.group(i + 1));
                }
                return Optional.of(new Found(each.byMethod, parameters));
            }
        }
        return Optional.empty();
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
