package io.journeytracker.app.command;

import io.journeytracker.broker.LocalBroker;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogReaders;
import io.journeytracker.log.LogSettings;
import io.journeytracker.log.ProgressLine;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.maps.MapFile;
import io.journeytracker.replay.NothingMatched;
import io.journeytracker.replay.ReplayOptions;
import io.journeytracker.replay.StallOverride;
import io.journeytracker.replay.report.ReplayComparison;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.replay.report.ReplaySummary;
import io.journeytracker.replay.run.EngineRun;
import io.journeytracker.replay.run.ReplayRun;
import io.journeytracker.runtime.BrokerRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tries a map on a log: what would it have said? */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Replay a log of events on a journey map: the real topology on a broker of its own, or the engine alone.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the log was replayed",
            "1:it failed on the way",
            "2:the command line, the map or the log is wrong, or no row matched any stage"
        })
public final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ReplayOptions options;

    @Override
    public Integer call() throws IOException {
        LogSettings settings = options.log().settings();
        MapFile map = map(options.journey());
        Optional<MapFile> old = options.compare().map(this::map);
        ReplayRun run = run();
        if (options.out().isPresent()) {
            makeFolder(options.out().get());
        }
        try (RejectedRows rejected = options.out().isPresent()
                        ? RejectedRows.into(options.out().get())
                        : RejectedRows.counting();
                SortedLog log = sorted(settings, rejected)) {
            ReplayReport report = replay(run, log, map.map());
            ReplaySummary summary = report.summary(log.facts());
            if (!summary.matchedAnything()) {
                NothingMatched.message(options.file(), options.journey(), log.events())
                        .forEach(spec.commandLine().getErr()::println);
                return 2;
            }
            write(report, log);
            print(summary);
            if (old.isPresent()) {
                compare(replay(run, log, old.get().map()).summary(log.facts()), summary);
            }
        }
        return 0;
    }

    private MapFile map(Path file) {
        MapFile map = MapFile.read(file, LocalDate.now());
        return options.stallAfter()
                .map(after -> new MapFile(map.name(), StallOverride.of(map.map(), after), map.yaml()))
                .orElse(map);
    }

    private ReplayRun run() {
        if (options.engineOnly()) {
            return new EngineRun();
        }
        LocalBroker.Provider brokers = LocalBroker.provider()
                .orElseThrow(() -> new CommandException(
                        "This installation has no broker of its own (it is the production image); expected --engine-only,"
                                + " whose results are the same, or the development build",
                        1));
        return new BrokerRun(brokers, ReplayCommand::config);
    }

    private static JourneyConfig config(LocalBroker broker) {
        return ConfigOptions.onOwnBroker(ReplaySettings.of(broker.bootstrapServers()), System.getenv());
    }

    private static void makeFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandException("--out " + folder + ": is a file; expected a folder", 2);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandException(
                    "--out " + folder + ": cannot be made (" + FileTrouble.why(e)
                            + "); expected a folder to write into",
                    2);
        }
        if (!Files.isWritable(folder)) {
            throw new CommandException(
                    "--out " + folder + ": cannot be written to; expected a folder to write into", 2);
        }
    }

    private SortedLog sorted(LogSettings settings, RejectedRows rejected) throws IOException {
        long bytes = Files.isRegularFile(options.file()) ? Files.size(options.file()) : 0;
        try (LogReader reader = LogReaders.open(options.file(), settings, rejected);
                ProgressLine progress = ProgressLine.onConsole("Reading and sorting", bytes)) {
            return SortedLog.sort(reader, rejected, SortLimits.ofThisMachine(), progress::update);
        }
    }

    private static ReplayReport replay(ReplayRun run, SortedLog log, JourneyDefinition map) {
        try (ProgressLine progress =
                ProgressLine.onConsole("Replaying", log.facts().events())) {
            return run.run(log, map, done -> progress.update(done, done));
        }
    }

    private void write(ReplayReport report, SortedLog log) throws IOException {
        if (options.out().isPresent()) {
            report.write(options.out().get(), log.facts());
        }
    }

    private void print(ReplaySummary summary) {
        PrintWriter out = spec.commandLine().getOut();
        ReplayText.of(summary).forEach(out::println);
        options.out().ifPresent(folder -> out.println("Results are in " + folder));
        out.flush();
    }

    private void compare(ReplaySummary before, ReplaySummary now) throws IOException {
        ReplayComparison comparison = ReplayComparison.of(before, now);
        comparison.text().forEach(spec.commandLine().getOut()::println);
        if (options.out().isPresent()) {
            comparison.write(options.out().get());
        }
    }
}
