package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.maps.MapFollower;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.tail.Tail;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.TopicPlan;
import io.journeytracker.topic.Topics;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows each touchpoint as it is folded. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Each touchpoint from now on: which rules were tried, what happened, why nothing moved.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was told to end",
            "1:Kafka cannot be reached or read",
            "2:the command line or a setting is wrong"
        })
public final class TailCommand implements Callable<Integer> {

    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Option(names = "--customer", paramLabel = "ID", description = "Follow one customer. Default: all.")
    private String customer;

    @Option(names = "--rules", description = "Tell of every rule that did not match, why.")
    private boolean rules;

    public TailCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() {
        JourneyConfig config = settings.read();
        Topics topics = new Topics(config.topics().prefix());
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            admin.prepare(TopicPlan.of(topics, config.topics()));
        }
        try (MapFollower maps =
                        new MapFollower(config.kafka().forConsumer(), topics.maps(), any -> {}, () -> {}).start();
                Tail tail = new Tail(
                        config.kafka().forConsumer(),
                        topics,
                        new AvroSerdes(config.registry()),
                        maps,
                        Optional.ofNullable(customer),
                        rules,
                        Clock.systemUTC(),
                        this::say)) {
            tail.run(
                    () -> say("Following " + (customer == null ? "every customer" : customer) + " from now on"),
                    stop::requested);
        }
        return 0;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
