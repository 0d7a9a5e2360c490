package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.maps.PublishedMaps;
import io.journeytracker.runtime.IdentityPlan;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.tail.Followed;
import io.journeytracker.tail.Handled;
import io.journeytracker.tail.Tail;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.TopicFollower;
import io.journeytracker.topic.Topics;
import java.time.Clock;
import java.util.List;
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
            "1:Kafka or the schema registry cannot be reached, or there are no topics",
            "2:the command line or a setting is wrong"
        })
public final class TailCommand implements Callable<Integer> {

    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Option(
            names = "--customer",
            paramLabel = "ID",
            description =
                    "Follow one customer, by the id that names them, with or without its kind (anonymous~3f2a). Default: all.")
    private String customer;

    @Option(names = "--rules", description = "Tell of every rule that did not match, why.")
    private boolean rules;

    public TailCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() {
        if (customer != null && customer.isBlank()) {
            throw new CommandException("--customer: is blank; expected a customer's id, or leave it out for all", 2);
        }
        JourneyConfig config = settings.read();
        requireRegistry(config.registry().get("schema.registry.url"));
        Topics topics = new Topics(config.topics().prefix());
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            admin.require(List.of(
                    topics.touchpointsByCustomer(),
                    topics.transitions(),
                    topics.customers(),
                    topics.maps(),
                    topics.deadLetters()));
        }
        try (TopicFollower<PublishedMaps> maps = PublishedMaps.follower(
                                config.kafka().forConsumer(), topics.maps(), () -> {})
                        .start();
                Tail tail = new Tail(
                        config.kafka().forConsumer(),
                        new Handled(config.kafka().forAdmin(), config.applicationId()),
                        topics,
                        new AvroSerdes(config.registry()),
                        IdentityPlan.rules(config.identity()),
                        () -> maps.get().catalog(),
                        customer == null ? new Followed.Everyone() : new Followed.One(customer),
                        rules,
                        Clock.systemUTC(),
                        this::say)) {
            tail.run(
                    () -> say("Following " + (customer == null ? "every customer" : customer) + " from now on"),
                    stop::requested);
        }
        return 0;
    }

    private static void requireRegistry(String url) {
        if (MockRegistries.isElsewhere(url)) {
            throw new CommandException(
                    "schema.registry.url = " + url
                            + ": is a registry inside the process that made it, and nobody else can"
                            + " ask it; expected one that both reach: start the other with a registry of its own, as in"
                            + " ./journey demo --registry http://localhost:8081, and name it here too",
                    2);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
