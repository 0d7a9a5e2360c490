package io.journeytracker.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.log.LogOptions;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogReaders;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.maps.MapFile;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.replay.report.ReplaySummary;
import io.journeytracker.replay.run.ReplayRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine;

/**
 * A small log, the options and the map that it is replayed with, and what has to come of it: worked out by hand from
 * docs/engine.md.
 *
 * @param options as on the command line
 * @param figures rows, customers, stalls, recoveries, completions and churns
 * @param stalls the lines of {@code stalls.csv}
 */
public record WrittenLog(
        String name,
        String file,
        byte[] content,
        List<String> options,
        String map,
        String figures,
        List<String> stalls) {

    /** Replays the log and writes the results into the folder. */
    public void replay(ReplayRun run, Path folder) throws Exception {
        Files.createDirectories(folder);
        Path log = Files.write(folder.resolve(file), content);
        LogOptions given = new LogOptions();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(given))
                .parseArgs(options.toArray(new String[0]));
        try (RejectedRows rejected = RejectedRows.counting();
                LogReader reader = LogReaders.open(log, given.settings(), rejected);
                SortedLog sorted = SortedLog.sort(reader, rejected, SortLimits.ofThisMachine(), (bytes, rows) -> {})) {
            run.run(sorted, definition(), done -> {}).write(folder, sorted.facts());
        }
    }

    private JourneyDefinition definition() {
        return MapFile.of("map.yaml", map, LocalDate.EPOCH).map();
    }

    /** The stalls in the results of a replay. */
    public static List<String> stallsIn(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(ReplayReport.STALLS_FILE));
        return lines.subList(1, lines.size());
    }

    /** The figures in the results of a replay, as {@link #figures()} has them. */
    public static String figuresIn(Path folder) throws IOException {
        var json =
                new ObjectMapper().readTree(folder.resolve(ReplaySummary.FILE).toFile());
        return "%s rows of %s customers, %s stalls, %s recovered, %s completed, %s churned"
                .formatted(
                        json.get("events"),
                        json.get("customers"),
                        json.get("stalls"),
                        json.get("recovered"),
                        json.get("completed"),
                        json.get("churned"));
    }

    @Override
    public String toString() {
        return name;
    }
}
