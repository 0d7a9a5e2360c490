package io.journeytracker.app;

import io.journeytracker.app.command.CommandException;
import io.journeytracker.app.command.FileTrouble;
import io.journeytracker.config.ConfigException;
import io.journeytracker.definition.InvalidMapException;
import io.journeytracker.http.PortInUseException;
import io.journeytracker.http.TlsException;
import io.journeytracker.identity.InvalidIdentityRulesException;
import io.journeytracker.intake.source.InvalidSourcesException;
import io.journeytracker.log.LogException;
import io.journeytracker.maps.MapFileException;
import io.journeytracker.maps.MapRefusedException;
import io.journeytracker.redrive.RedriveException;
import io.journeytracker.schema.RegistryUnavailableException;
import io.journeytracker.subscription.InvalidSubscriptionsException;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.topic.TopicException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Failures for people: one clear line and an exit code; the stack trace only where it is asked for. */
final class Failures implements IExecutionExceptionHandler {

    private static final int FAILED = 1;
    private static final int WRONG_INPUT = 2;

    private final Main main;

    Failures(Main main) {
        this.main = main;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        tell(failure, message(failure), command);
        return code(failure);
    }

    private void tell(Throwable failure, String message, CommandLine command) {
        PrintWriter err = command.getErr();
        if (main.verbose) {
            failure.printStackTrace(err);
        }
        err.println(message);
        err.flush();
    }

    private static String message(Exception failure) {
        if (failure instanceof KafkaException kafka) {
            return "Kafka: " + KafkaCause.of(kafka);
        }
        if (failure instanceof IOException file) {
            return FileTrouble.of(file);
        }
        if (failure instanceof UncheckedIOException file) {
            return file.getMessage() + ": " + FileTrouble.of(file.getCause());
        }
        boolean expected = failure instanceof CommandException
                || failure instanceof LogException
                || failure instanceof ConfigException
                || failure instanceof InvalidMapException
                || failure instanceof MapFileException
                || failure instanceof InvalidIdentityRulesException
                || failure instanceof InvalidSourcesException
                || failure instanceof InvalidSubscriptionsException
                || failure instanceof TlsException
                || failure instanceof MapRefusedException
                || failure instanceof PortInUseException
                || failure instanceof RedriveException
                || failure instanceof RegistryUnavailableException
                || failure instanceof TopicException;
        return expected
                ? failure.getMessage()
                : "Unexpected: " + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                        + "; --verbose tells where";
    }

    /** An error that no command expects, such as a stack that overflows: told in a line too, and the program ends by itself. */
    int unexpected(Error error, CommandLine command) {
        tell(error, "Unexpected: " + error + "; --verbose tells where", command);
        return FAILED;
    }

    private static int code(Exception failure) {
        if (failure instanceof CommandException known) {
            return known.exitCode();
        }
        boolean wrongInput = failure instanceof ConfigException
                || failure instanceof InvalidMapException
                || failure instanceof MapFileException
                || failure instanceof InvalidIdentityRulesException
                || failure instanceof InvalidSourcesException
                || failure instanceof InvalidSubscriptionsException
                || failure instanceof TlsException
                || failure instanceof LogException;
        return wrongInput ? WRONG_INPUT : FAILED;
    }
}
