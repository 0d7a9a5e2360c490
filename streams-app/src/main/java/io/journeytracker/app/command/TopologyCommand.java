package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.runtime.TopologyDescription;
import io.journeytracker.topic.Topics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the topology. */
@Command(
        name = "topology",
        mixinStandardHelpOptions = true,
        description = "Print the topology's description: sources, processors, stores, sinks.")
public final class TopologyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Override
    public Integer call() {
        JourneyConfig config = settings.read();
        spec.commandLine()
                .getOut()
                .print(TopologyDescription.of(new Topics(config.topics().prefix())));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
