package io.journeytracker.app.command;

import io.journeytracker.definition.JourneyTemplates;
import io.journeytracker.log.LogOptions;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogReaders;
import io.journeytracker.log.LogSettings;
import io.journeytracker.log.ProgressLine;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.replay.proposal.StageProposal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives a map to start from: a template, or stages proposed from a log. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Write a journey map to start from: a template, or stages proposed from a log's events.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the map was written",
            "1:the map could not be written",
            "2:the command line or the log is wrong: --out is there already, or in no folder"
        })
public final class InitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--template", paramLabel = "T", description = "The template to start from; --list shows them.")
    private String template;

    @Option(
            names = "--from",
            paramLabel = "LOG",
            description = "A log of events from which stages are proposed: CSV, TSV, JSON lines or XES, gzipped or not."
                    + " The options below tell how it is read.")
    private Path from;

    @Option(names = "--list", description = "List the templates.")
    private boolean list;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the map. Default: standard output.")
    private Path out;

    @Option(names = "--force", description = "Overwrite the file if it exists.")
    private boolean force;

    @Mixin
    private LogOptions log;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        if (list) {
            JourneyTemplates.names()
                    .forEach(name -> console.printf("%-20s %s%n", name, JourneyTemplates.summary(name)));
            return 0;
        }
        if ((template == null) == (from == null)) {
            throw new CommandException(
                    (template == null ? "Nothing to start from" : "Two things to start from")
                            + "; expected --template T (--list shows the templates) or --from LOG",
                    2);
        }
        String map = template == null ? proposed() : templated();
        if (out == null) {
            console.print(map);
            console.flush();
        } else {
            write(map);
        }
        return 0;
    }

    private String templated() {
        return JourneyTemplates.yaml(template)
                .orElseThrow(() -> new CommandException(
                        "--template " + template + ": there is no such template; expected one of "
                                + String.join(", ", JourneyTemplates.names()) + JourneyTemplates.suggestion(template),
                        2));
    }

    private String proposed() throws IOException {
        LogSettings settings = log.settings();
        long bytes = Files.isRegularFile(from) ? Files.size(from) : 0;
        try (RejectedRows rejected = RejectedRows.counting();
                SortedLog sorted = sorted(settings, rejected, bytes)) {
            StageProposal proposal = StageProposal.of(from.getFileName().toString(), sorted);
            PrintWriter err = spec.commandLine().getErr();
            proposal.text().forEach(err::println);
            err.flush();
            return proposal.yaml();
        }
    }

    private SortedLog sorted(LogSettings settings, RejectedRows rejected, long bytes) throws IOException {
        try (LogReader reader = LogReaders.open(from, settings, rejected);
                ProgressLine progress = ProgressLine.onConsole("Reading and sorting", bytes)) {
            return SortedLog.sort(reader, rejected, SortLimits.ofThisMachine(), progress::update);
        }
    }

    private void write(String map) {
        try {
            if (force) {
                Files.writeString(out, map);
            } else {
                Files.writeString(out, map, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
            spec.commandLine().getOut().println(out + ": written; next: journey validate " + out);
        } catch (FileAlreadyExistsException exists) {
            throw new CommandException(
                    "--out " + out + ": exists already; expected a new file, or --force to overwrite it", 2);
        } catch (NoSuchFileException missing) {
            throw new CommandException(
                    "--out " + out + ": its directory does not exist; expected a directory to write into", 2);
        } catch (IOException unwritable) {
            throw new CommandException("--out " + out + ": cannot be written (" + FileTrouble.why(unwritable) + ")", 1);
        }
    }
}
