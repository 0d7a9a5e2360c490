package io.journeytracker.app.command;

import io.journeytracker.definition.JourneyTemplates;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives a map to start from. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Write a journey map to start from.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the map was written", "1:the map could not be written", "2:the command line is wrong"})
public final class InitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--template", paramLabel = "T", description = "The template to start from; --list shows them.")
    private String template;

    @Option(names = "--list", description = "List the templates.")
    private boolean list;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the map. Default: standard output.")
    private Path out;

    @Option(names = "--force", description = "Overwrite the file if it exists.")
    private boolean force;

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        if (list) {
            JourneyTemplates.names()
                    .forEach(name -> console.printf("%-20s %s%n", name, JourneyTemplates.summary(name)));
            return 0;
        }
        if (template == null) {
            return refuse("Nothing to start from; expected --template T (--list shows the templates)", 2);
        }
        Optional<String> map = JourneyTemplates.yaml(template);
        if (map.isEmpty()) {
            return refuse(
                    "--template " + template + ": there is no such template; expected one of "
                            + String.join(", ", JourneyTemplates.names()) + JourneyTemplates.suggestion(template),
                    2);
        }
        if (out == null) {
            console.print(map.get());
            console.flush();
            return 0;
        }
        return write(map.get());
    }

    private int write(String map) {
        try {
            if (force) {
                Files.writeString(out, map);
            } else {
                Files.writeString(out, map, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
            spec.commandLine().getOut().println(out + ": written; next: journey validate " + out);
            return 0;
        } catch (FileAlreadyExistsException exists) {
            return refuse("--out " + out + ": exists already; expected a new file, or --force to overwrite it", 1);
        } catch (NoSuchFileException missing) {
            return refuse("--out " + out + ": its directory does not exist; expected a directory to write into", 1);
        } catch (IOException unwritable) {
            return refuse("--out " + out + ": cannot be written (" + unwritable.getMessage() + ")", 1);
        }
    }

    private int refuse(String message, int code) {
        spec.commandLine().getErr().println(message);
        return code;
    }
}
