package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Keys;
import io.journeytracker.config.Role;
import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.runtime.StopSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one instance against a cluster. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Keep journeys on a Kafka cluster, until it is told to end.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was told to end and ended cleanly",
            "1:no broker, topics that do not fit, a map that is refused, or the streams failed",
            "2:the command line, a setting, a map or the file of sources is wrong"
        })
public final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Option(
            names = "--journey",
            paramLabel = "MAP.yaml",
            arity = "1..*",
            description = "Maps to publish first; those that are published already are left as they are.")
    private List<Path> journeys = new ArrayList<>();

    public ServeCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        JourneyConfig config = settings.read();
        List<MapFile> maps = journeys.stream()
                .map(file -> MapFile.read(file, LocalDate.now()))
                .toList();
        try (JourneyTracker tracker = new JourneyTracker(config)) {
            tracker.start(maps);
            tracker.startTicks();
            say("Serving " + config.kafka().bootstrapServers() + "; health and metrics at " + tracker.address());
            say(intake(config, tracker));
            stop.awaitUnless(tracker.failure());
            return 0;
        } catch (ExecutionException failed) {
            throw new CommandException(
                    "The streams failed and cannot go on: " + failed.getCause().getMessage() + "; the log says more",
                    1);
        }
    }

    /** To whoever started it; as a line of the log where a collector reads it all as JSON. */
    private void say(String text) {
        if ("json".equals(System.getenv("JOURNEY_LOG_FORMAT"))) {
            LOG.info(text);
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    private static String intake(JourneyConfig config, JourneyTracker tracker) {
        if (!config.roles().contains(Role.INTAKE)) {
            return "No intake: " + Keys.ROLES.name() + " leaves it out";
        }
        return tracker.intakeAddress()
                .map(address -> "Taking touchpoints at " + address)
                .orElse("No intake by HTTP: set " + Keys.INTAKE_SOURCES.name()
                        + " to a file that says who may send; docs/intake.md shows one");
    }
}
