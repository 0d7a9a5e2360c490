package io.journeytracker.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.definition.EventRule;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Progress;
import io.journeytracker.definition.Severity;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Stall;
import io.journeytracker.testing.TestMaps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What an independent program computed of a public log, and the map that it used. */
public record ExpectedResults(PublicLogs log) {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Duration> UNITS = Map.of(
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    /** Customers by stage: visited, in order, reached. */
    public Map<String, List<Long>> reached() throws IOException {
        JsonNode reached = summary().get("journey").get("reached");
        Map<String, List<Long>> customers = new TreeMap<>();
        for (String kind : List.of("open", "closed", "furthest")) {
            for (JsonNode stage : reached.get(kind)) {
                customers
                        .computeIfAbsent(stage.get("stage").asText(), s -> new ArrayList<>())
                        .add(stage.get("customers").asLong());
            }
        }
        return customers;
    }

    JsonNode summary() throws IOException {
        return JSON.readTree(log.expected("summary.json").toFile());
    }

    /** The time-outs for which there are stalls. */
    public List<String> timeouts() throws IOException {
        List<String> timeouts = new ArrayList<>();
        summary().get("journey").get("stalls").fieldNames().forEachRemaining(timeouts::add);
        return timeouts;
    }

    static Duration duration(String timeout) {
        long count = Long.parseLong(timeout.substring(0, timeout.length() - 1));
        return UNITS.get(timeout.substring(timeout.length() - 1)).multipliedBy(count);
    }

    /** Lines as {@code stalls.csv} has them, in no order. */
    public List<String> stalls(String timeout) throws IOException {
        List<String> stalls = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(log.expected("stalls-" + timeout + ".csv.gz"))),
                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                stalls.add(String.join(",", cells[0], cells[1], millis(cells[2]), millis(cells[3]), millis(cells[4])));
            }
        }
        return stalls;
    }

    private static String millis(String time) {
        return time.isEmpty() ? "" : MILLIS.format(Instant.parse(time));
    }

    public JourneyDefinition map(String timeout) throws IOException {
        JsonNode json = JSON.readTree(log.expected("stages.json").toFile());
        Stall stall = new Stall(duration(timeout), Stall.Clock.ACTIVITY, Stall.Resets.ANY, Severity.WARNING);
        List<Stage> stages = new ArrayList<>();
        for (JsonNode stage : json.get("stages")) {
            List<String> events = new ArrayList<>();
            stage.get("activities").forEach(event -> events.add(event.asText()));
            EventRule enter = TestMaps.event(events.toArray(new String[0]));
            String id = stage.get("name").asText();
            stages.add(new Stage(
                    id,
                    id,
                    Optional.empty(),
                    List.of(),
                    List.of(enter),
                    Optional.of(stall),
                    List.of(),
                    Optional.empty()));
        }
        Set<String> terminal = new LinkedHashSet<>();
        if (json.has("terminal")) {
            json.get("terminal").forEach(stage -> terminal.add(stage.asText()));
        } else {
            terminal.add(stages.get(stages.size() - 1).id());
        }
        boolean latest = json.has("mode") && json.get("mode").asText().equals("latest");
        return TestMaps.of(log.folder(), latest ? Progress.LATEST : Progress.FURTHEST, stages, terminal);
    }
}
