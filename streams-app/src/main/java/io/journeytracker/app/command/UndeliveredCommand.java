package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.delivery.DeliveryActions;
import io.journeytracker.delivery.Undelivered;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.Topics;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at messages that were given up, and sends them again or deletes them. */
@Command(
        name = "undelivered",
        mixinStandardHelpOptions = true,
        description =
                "List the messages of alerts that were given up, with the reason; send them again after a fix, or delete them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:they were listed, deleted, or are to be sent again",
            "1:Kafka cannot be reached",
            "2:the command line or a setting is wrong"
        })
public final class UndeliveredCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Option(names = "--target", paramLabel = "ID", description = "Only messages to this target.")
    private String target;

    @Option(names = "--subscription", paramLabel = "NAME", description = "Only messages of this subscription.")
    private String subscription;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Only messages that were decided on so long ago, for instance 30d.")
    private Duration olderThan;

    @Option(names = "--again", description = "Send those that are listed again, each under the id that it had.")
    private boolean again;

    @Option(
            names = "--discard",
            description = "Delete those that are listed for good. They are kept until somebody does.")
    private boolean discard;

    @Option(
            names = "--unreadable",
            description = "With --discard: delete those that this version cannot read too. They may be of a newer one.")
    private boolean unreadable;

    @Override
    public Integer call() {
        if (again && discard) {
            throw new CommandException("--again and --discard: expected one of them", 2);
        }
        if (unreadable && (!discard || target != null || subscription != null)) {
            throw new CommandException(
                    "--unreadable: expected --discard beside it, and neither --target nor --subscription, which nobody can read",
                    2);
        }
        JourneyConfig config = settings.read();
        Topics topics = new Topics(config.topics().prefix());
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            admin.require(List.of(topics.undelivered(), topics.deliveries()));
        }
        Instant until = olderThan == null ? Instant.MAX : Instant.now().minus(olderThan);
        Undelivered all = Undelivered.read(config.kafka().forConsumer(), topics.undelivered());
        List<AlertDelivery> found = all.messages().stream()
                .filter(each -> Instant.ofEpochMilli(each.getAccepted()).isBefore(until))
                .filter(each -> target == null || each.getTarget().equals(target))
                .filter(each -> subscription == null || each.getSubscription().equals(subscription))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        found.forEach(each -> out.println(line(each)));
        if (again) {
            try (DeliveryActions actions =
                    new DeliveryActions(config.kafka().forProducer(), topics, Clock.systemUTC())) {
                found.forEach(actions::again);
            }
        }
        List<Undelivered.Unreadable> rest = all.unreadable().stream()
                .filter(each ->
                        !unreadable || Instant.ofEpochMilli(each.since()).isBefore(until))
                .toList();
        if (discard) {
            Undelivered.discard(
                    config.kafka().forProducer(),
                    topics.undelivered(),
                    Stream.concat(
                                    found.stream().map(Undelivered::key),
                                    rest.stream().filter(each -> unreadable).map(Undelivered.Unreadable::key))
                            .toList());
        }
        if (!rest.isEmpty()) {
            out.println(rest.size() + " more cannot be read by this version" + (unreadable ? ": deleted" : ""));
        }
        out.println(found.isEmpty() ? "No messages were given up" : count(found.size()));
        out.flush();
        return 0;
    }

    private String count(int number) {
        return number
                + (number == 1 ? " message" : " messages")
                + (again ? " will be sent again" : discard ? " deleted" : "");
    }

    /** Without what it says of customers. */
    private static String line(AlertDelivery each) {
        return String.join(
                "  ",
                each.getId(),
                Instant.ofEpochMilli(each.getAccepted()).toString(),
                each.getType(),
                each.getCount() + (each.getCount() == 1 ? " alert" : " alerts"),
                each.getSubscription() + " to " + each.getTarget(),
                each.getAttempt() + (each.getAttempt() == 1 ? " attempt: " : " attempts: ") + each.getReason());
    }
}
