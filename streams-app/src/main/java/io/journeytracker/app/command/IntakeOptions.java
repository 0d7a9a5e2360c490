package io.journeytracker.app.command;

import io.journeytracker.client.IntakeAddress;
import io.journeytracker.client.IntakeException;
import io.journeytracker.client.Retries;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where a command sends touchpoints to. */
final class IntakeOptions {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description = "The intake's address, such as https://intake.shop.example.")
    private String to;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "A write key of the intake; env:NAME: the value of that environment variable.")
    private String key;

    @Option(
            names = "--retry-for",
            defaultValue = "5m",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "How long to try again where the intake is away or busy, before giving up. Default: 5m.")
    private Duration retryFor;

    IntakeAddress address() {
        try {
            return IntakeAddress.of(to, key, System::getenv);
        } catch (IllegalArgumentException wrong) {
            throw new CommandException(wrong.getMessage(), 2);
        }
    }

    Retries retries() {
        return Retries.lasting(retryFor);
    }

    /** @param more what the person should know besides */
    static CommandException failure(IntakeException e, String more) {
        return new CommandException(e.getMessage() + more, e.kind() == IntakeException.Kind.REFUSED ? 2 : 1);
    }
}
