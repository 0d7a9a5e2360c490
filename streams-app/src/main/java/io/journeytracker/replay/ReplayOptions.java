package io.journeytracker.replay;

import io.journeytracker.log.LogOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code replay} is told (as a picocli mix-in). */
public final class ReplayOptions {

    @Parameters(index = "0", paramLabel = "FILE", description = "The log: CSV, TSV, JSON lines or XES, gzipped or not.")
    private Path file;

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(names = "--journey", required = true, paramLabel = "MAP.yaml", description = "The journey map.")
    private Path journey;

    @Option(
            names = "--stall-after",
            paramLabel = "T",
            converter = MapDuration.class,
            description = "Instead of every stage's own timeout, for instance 30m or 2d.")
    private Duration stallAfter;

    @Option(names = "--engine-only", description = "Fold the log without Kafka. The results are the same.")
    private boolean engineOnly;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the results.")
    private Path out;

    @Option(
            names = "--compare",
            paramLabel = "OLD.yaml",
            description = "Replay on this map too and show the differences.")
    private Path compare;

    public Path file() {
        return file;
    }

    public LogOptions log() {
        return log;
    }

    public Path journey() {
        return journey;
    }

    /** Overrides every stage's timeout. */
    public Optional<Duration> stallAfter() {
        return Optional.ofNullable(stallAfter);
    }

    public boolean engineOnly() {
        return engineOnly;
    }

    /** Absent: nothing is written. */
    public Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    /** The map to compare with. */
    public Optional<Path> compare() {
        return Optional.ofNullable(compare);
    }
}
