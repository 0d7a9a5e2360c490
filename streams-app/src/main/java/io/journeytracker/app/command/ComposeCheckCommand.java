package io.journeytracker.app.command;

import io.journeytracker.stack.StackAddresses;
import io.journeytracker.stack.StackCheck;
import io.journeytracker.stack.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running stack whether everything is well and every panel has data. */
@Command(
        name = "compose-check",
        mixinStandardHelpOptions = true,
        description = "Check a running docker compose stack: health of every part, and data in every panel.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well, and every panel has data",
            "1:something is not; each line says what",
            "2:the command line or the folder is wrong"
        })
public final class ComposeCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--files",
            defaultValue = "grafana",
            paramLabel = "FOLDER",
            description = "The folder grafana of the checkout. Default: the one here.")
    private Path files;

    @Option(
            names = "--application",
            defaultValue = "http://localhost:8080",
            paramLabel = "URL",
            description = "Default: http://localhost:8080.")
    private String application;

    @Option(
            names = "--prometheus",
            defaultValue = "http://localhost:9090",
            paramLabel = "URL",
            description = "Default: http://localhost:9090.")
    private String prometheus;

    @Option(
            names = "--alertmanager",
            defaultValue = "http://localhost:9093",
            paramLabel = "URL",
            description = "Default: http://localhost:9093.")
    private String alertmanager;

    @Option(
            names = "--grafana",
            defaultValue = "http://localhost:3000",
            paramLabel = "URL",
            description = "Default: http://localhost:3000.")
    private String grafana;

    @Option(
            names = "--without-grafana",
            description =
                    "Where no Grafana runs: ask Prometheus alone. What Grafana makes of the answers is then not checked.")
    private boolean withoutGrafana;

    @Option(
            names = "--patience",
            defaultValue = "2m",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "How long to look again until all is well. Default: 2m.")
    private Duration patience;

    @Option(
            names = "--rate-interval",
            defaultValue = "1m",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "What rates are taken over: four scrapes or more. Default: 1m.")
    private Duration rate;

    @Override
    public Integer call() throws InterruptedException {
        StackCheck check;
        try {
            check = new StackCheck(
                    files,
                    new StackAddresses(application, prometheus, alertmanager, withoutGrafana ? "" : grafana),
                    rate);
        } catch (StackException e) {
            throw new CommandException(e.getMessage(), 2);
        }
        StackCheck.Result result = check.until(patience);
        result.notes().forEach(spec.commandLine().getOut()::println);
        result.problems().forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getOut().flush();
        spec.commandLine().getErr().flush();
        return result.problems().isEmpty() ? 0 : 1;
    }
}
