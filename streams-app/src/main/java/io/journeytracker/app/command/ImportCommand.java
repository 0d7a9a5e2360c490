package io.journeytracker.app.command;

import io.journeytracker.bulk.BulkImport;
import io.journeytracker.bulk.ImportOptions;
import io.journeytracker.bulk.RowMapping;
import io.journeytracker.client.IntakeClient;
import io.journeytracker.client.IntakeException;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogReaders;
import io.journeytracker.log.LogSettings;
import io.journeytracker.log.ProgressLine;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.runtime.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a file of touchpoints through an intake. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Send the rows of a file as touchpoints: shops, call centres, interviews, surveys.",
            "Sending the same file again changes nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row that could be understood is taken; rejected.csv has the others",
            "1:the intake cannot be reached, gave up on the way, or took no row",
            "2:the command line, the file, the address or the key is wrong"
        })
public final class ImportCommand implements Callable<Integer> {

    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ImportOptions options;

    @Mixin
    private IntakeOptions intake;

    @Option(
            names = "--live",
            description = "The rows are news: whom they show to be stuck or leaving is told as an alert."
                    + " Without: they are a back-fill, of which no live alert is raised.")
    private boolean live;

    @Option(
            names = "--out",
            defaultValue = ".",
            paramLabel = "DIR",
            description = "Folder for rejected.csv, if any row is rejected. Default: the current folder.")
    private Path out;

    public ImportCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RowMapping mapping = options.mapping();
        LogSettings settings = options.settings();
        IntakeClient client = new IntakeClient(intake.address(), intake.retries(), stop::await, this::warn);
        try (RejectedRows rejected = RejectedRows.intoIfAny(out)) {
            BulkImport bulk = new BulkImport(mapping, !live, client, rejected);
            try (SortedLog log = read(bulk, settings, rejected)) {
                send(bulk, log);
            }
            summary(bulk.taken(), rejected);
            return bulk.taken() == 0 ? 1 : 0;
        }
    }

    private SortedLog read(BulkImport bulk, LogSettings settings, RejectedRows rejected) throws IOException {
        long bytes = Files.isRegularFile(options.file()) ? Files.size(options.file()) : 0;
        try (LogReader reader = LogReaders.open(options.file(), settings, rejected);
                ProgressLine progress = ProgressLine.onConsole("Reading and sorting", bytes)) {
            return bulk.read(reader, SortLimits.ofThisMachine(), progress::update);
        }
    }

    private void send(BulkImport bulk, SortedLog log) throws InterruptedException {
        long rows = log.facts().events();
        try (ProgressLine progress = ProgressLine.onConsole("Sending", rows)) {
            bulk.send(log, done -> progress.update(done, done));
        } catch (IntakeException failed) {
            String far = String.format(
                    Locale.ROOT,
                    "%nTaken so far: %,d of %,d rows. The same command goes on from there: no row is taken twice.",
                    bulk.taken(),
                    rows);
            throw IntakeOptions.failure(failed, bulk.taken() == 0 ? "" : far);
        }
    }

    private void summary(long taken, RejectedRows rejected) {
        String left = rejected.count() == 0
                ? ""
                : String.format(
                        Locale.ROOT, "; %,d rejected, see %s", rejected.count(), out.resolve(RejectedRows.FILE));
        spec.commandLine().getOut().printf(Locale.ROOT, "%,d touchpoints taken%s%n", taken, left);
        if (rejected.count() > 0) {
            spec.commandLine().getErr().println("The first rejected one: " + rejected.first());
        }
    }

    private void warn(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}
