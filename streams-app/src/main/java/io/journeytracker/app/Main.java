package io.journeytracker.app;

import io.journeytracker.app.command.CompletionCommand;
import io.journeytracker.app.command.ComposeCheckCommand;
import io.journeytracker.app.command.DemoCommand;
import io.journeytracker.app.command.ImportCommand;
import io.journeytracker.app.command.InitCommand;
import io.journeytracker.app.command.PublishCommand;
import io.journeytracker.app.command.RedriveCommand;
import io.journeytracker.app.command.RegisterCommand;
import io.journeytracker.app.command.ReplayCommand;
import io.journeytracker.app.command.ServeCommand;
import io.journeytracker.app.command.SimulateCommand;
import io.journeytracker.app.command.TailCommand;
import io.journeytracker.app.command.TopologyCommand;
import io.journeytracker.app.command.UndeliveredCommand;
import io.journeytracker.app.command.ValidateCommand;
import io.journeytracker.runtime.StopSignal;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: commands, exit codes, Ctrl-C. */
@Command(
        name = "journey",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Where customers are on their journeys, live, and who is stuck or leaving.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Shell completion: source <(./journey completion)"})
public final class Main implements Runnable {

    private static final int TERMINATED = 143;
    private static final long PATIENCE_SECONDS = 25;

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Tell failures with their stack trace.")
    boolean verbose;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command; expected one of the commands below");
    }

    /** @param stop ends a command that runs until it is told to end */
    public static CommandLine commandLine(StopSignal stop) {
        Instant now = Instant.now();
        return commandLine(stop, () -> now);
    }

    private static CommandLine commandLine(StopSignal stop, Supplier<Instant> began) {
        Main main = new Main();
        Failures failures = new Failures(main);
        CommandLine.RunLast run = new CommandLine.RunLast();
        CommandLine line = new CommandLine(main)
                .addSubcommand(new DemoCommand(stop, began))
                .addSubcommand(new ServeCommand(stop))
                .addSubcommand(new InitCommand())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new PublishCommand())
                .addSubcommand(new TailCommand(stop))
                .addSubcommand(new ReplayCommand())
                .addSubcommand(new RedriveCommand())
                .addSubcommand(new UndeliveredCommand())
                .addSubcommand(new ImportCommand(stop))
                .addSubcommand(new SimulateCommand(stop))
                .addSubcommand(new RegisterCommand())
                .addSubcommand(new ComposeCheckCommand())
                .addSubcommand(new TopologyCommand())
                .addSubcommand(new CompletionCommand())
                .setExecutionStrategy(parsed -> {
                    try {
                        return run.execute(parsed);
                    } catch (StackOverflowError | LinkageError error) {
                        return failures.unexpected(error, parsed.commandSpec().commandLine());
                    }
                })
                .setExecutionExceptionHandler(failures);
        return NumberText.understoodBy(line);
    }

    /** Of this virtual machine; the process may be older: it is the launcher's, which may have built the program first. */
    private static Instant started() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    /** Runs the command and exits with its code; on Ctrl-C once it has ended cleanly. */
    public static void main(String[] arguments) {
        StopSignal stop = new StopSignal();
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger code = new AtomicInteger(TERMINATED);
        Thread hook = new Thread(
                () -> {
                    stop.request();
                    try {
                        if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                            // A clean end is a success, also where a signal asked for it.
                            Runtime.getRuntime().halt(code.get());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "end");
        Runtime.getRuntime().addShutdownHook(hook);
        code.set(commandLine(stop, Main::started).execute(arguments));
        System.out.flush();
        ended.countDown();
        System.exit(code.get());
    }
}
