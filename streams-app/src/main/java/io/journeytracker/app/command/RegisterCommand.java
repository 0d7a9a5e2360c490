package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.RegistryUnavailableException;
import io.journeytracker.schema.SchemaRegistration;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the committed schemas into the registry, so that instances need no right to. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description =
                "Register every committed version of the topics' schemas; those that are there already stay as they are.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the registry has all of them",
            "1:the registry is away, or refuses",
            "2:the command line or a setting is wrong"
        })
public final class RegisterCommand implements Callable<Integer> {

    /** Confluent's words for how new schemas must go with older ones. */
    enum Compatibility {
        NONE,
        BACKWARD,
        BACKWARD_TRANSITIVE,
        FORWARD,
        FORWARD_TRANSITIVE,
        FULL,
        FULL_TRANSITIVE
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Option(
            names = "--compatibility",
            defaultValue = "BACKWARD",
            paramLabel = "LEVEL",
            description =
                    "What the registry is to hold these subjects to: ${COMPLETION-CANDIDATES}. Default: BACKWARD.")
    private Compatibility compatibility;

    @Override
    public Integer call() throws IOException {
        JourneyConfig config = settings.read();
        PrintWriter out = spec.commandLine().getOut();
        try (SchemaRegistration registration = new SchemaRegistration(config.registry())) {
            subjects(new Topics(config.topics().prefix())).forEach((subject, schema) -> {
                int versions = registration.register(subject, schema, compatibility.name());
                out.println(subject + ": " + schema.getName() + ", versions: " + versions + ", " + compatibility);
            });
        } catch (RegistryUnavailableException e) {
            throw new CommandException(e.getMessage(), 1);
        }
        out.flush();
        return 0;
    }

    private static Map<String, Schema> subjects(Topics topics) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        schemas.put(topics.touchpoints() + "-value", Touchpoint.getClassSchema());
        schemas.put(topics.transitions() + "-value", JourneyTransition.getClassSchema());
        schemas.put(topics.alerts() + "-value", JourneyAlert.getClassSchema());
        schemas.put(topics.customers() + "-value", CustomerSnapshot.getClassSchema());
        return schemas;
    }
}
