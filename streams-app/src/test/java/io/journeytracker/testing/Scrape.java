package io.journeytracker.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What instances say on {@code /metrics}, added up as Prometheus would. */
public final class Scrape {

    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final List<Series> series = new ArrayList<>();

    private record Series(String name, Map<String, String> labels, double value) {}

    private Scrape() {}

    /** @param addresses of the instances */
    public static Scrape of(String... addresses) {
        Scrape scrape = new Scrape();
        for (String address : addresses) {
            TrackerFixture.get(address + "/metrics").body().lines().forEach(scrape::read);
        }
        return scrape;
    }

    private void read(String line) {
        Matcher parts = LINE.matcher(line);
        if (!line.startsWith("journey_") || !parts.matches()) {
            return;
        }
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        series.add(new Series(parts.group(1), labels, Double.parseDouble(parts.group(3))));
    }

    public double sum(String name) {
        return series.stream()
                .filter(each -> each.name().equals(name))
                .mapToDouble(Series::value)
                .sum();
    }

    public boolean has(String name) {
        return series.stream().anyMatch(each -> each.name().equals(name));
    }

    /** Sums by the values of labels, with blanks between them; zeros left out. */
    public Map<String, Integer> by(String name, String... labels) {
        Map<String, Integer> sums = new TreeMap<>();
        for (Series each : series) {
            if (each.name().equals(name) && each.value() != 0) {
                String key = List.of(labels).stream().map(each.labels()::get).collect(Collectors.joining(" "));
                sums.merge(key, (int) each.value(), Integer::sum);
            }
        }
        return sums;
    }
}
