package io.journeytracker.app.command;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.MapDescription;
import io.journeytracker.definition.MapFingerprint;
import io.journeytracker.definition.MapReader;
import io.journeytracker.definition.MapReading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads maps and tells everything that is wrong with them. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Check journey maps: every mistake with file, line, field and what was expected.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every map is valid", "1:a map is not valid or cannot be read", "2:the command line is wrong"
        })
public final class ValidateCommand implements Callable<Integer> {

    private record Seen(Path file, String fingerprint) {}

    private final Clock clock;
    private final Map<String, Seen> seen = new HashMap<>();

    @Spec
    private CommandSpec spec;

    @Option(names = "--strict", description = "Let warnings count as mistakes.")
    private boolean strict;

    @Option(names = "--describe", description = "Print what each valid map says, for people who do not read YAML.")
    private boolean describe;

    @Parameters(arity = "1..*", paramLabel = "MAP.yaml", description = "The maps to check.")
    private List<Path> maps;

    public ValidateCommand() {
        this(Clock.systemDefaultZone());
    }

    /** @param clock tells today, against which reviews of maps are overdue */
    public ValidateCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        boolean valid = true;
        for (Path map : maps) {
            valid &= validate(map);
        }
        return valid ? 0 : 1;
    }

    private boolean validate(Path file) {
        PrintWriter err = spec.commandLine().getErr();
        if (Files.isDirectory(file)) {
            err.println(file + ": is a directory; expected a journey map in YAML");
            return false;
        }
        try {
            MapReading reading = new MapReader(LocalDate.now(clock)).read(file);
            reading.problems().forEach(err::println);
            reading.warnings().forEach(warning -> err.println("warning: " + warning));
            if (reading.definition().isEmpty()) {
                return false;
            }
            return accept(file, reading.orThrow())
                    && !(strict && !reading.warnings().isEmpty());
        } catch (NoSuchFileException missing) {
            err.println(file + ": does not exist; expected a journey map in YAML");
        } catch (IOException unreadable) {
            err.println(
                    file + ": cannot be read (" + FileTrouble.why(unreadable) + "); expected a journey map in YAML");
        }
        return false;
    }

    private boolean accept(Path file, JourneyDefinition map) {
        String name = "journey " + map.id() + " version " + map.version();
        String fingerprint = MapFingerprint.of(map);
        Seen earlier = seen.putIfAbsent(name, new Seen(file, fingerprint));
        if (earlier != null && !earlier.fingerprint.equals(fingerprint)) {
            spec.commandLine()
                    .getErr()
                    .println(file + ": is " + name + " with other content than " + earlier.file
                            + "; expected another id or version");
            return false;
        }
        spec.commandLine()
                .getOut()
                .println(file + ": valid, " + name + ", " + map.stages().size() + " stages");
        if (describe) {
            PrintWriter out = spec.commandLine().getOut();
            out.println();
            MapDescription.of(map).forEach(out::println);
            out.println();
        }
        return true;
    }
}
