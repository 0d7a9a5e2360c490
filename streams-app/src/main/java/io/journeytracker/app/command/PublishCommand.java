package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.maps.MapFile;
import io.journeytracker.maps.MapPublisher;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.TopicPlan;
import io.journeytracker.topic.Topics;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a map active everywhere. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Check a journey map and publish it: every instance uses it within 5 s.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the map is published",
            "1:it is refused, or Kafka cannot be reached",
            "2:the command line, a setting or the map is wrong"
        })
public final class PublishCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Parameters(paramLabel = "MAP.yaml", description = "The map to publish.")
    private Path file;

    @Override
    public Integer call() {
        JourneyConfig config = settings.read();
        MapFile map = MapFile.read(file, LocalDate.now());
        Topics topics = new Topics(config.topics().prefix());
        prepare(config, topics);
        MapPublisher.Outcome outcome = new MapPublisher(
                        config.kafka().forProducer(), config.kafka().forConsumer(), topics.maps())
                .publish(map.map(), map.yaml());
        String name = "journey " + map.map().id() + " version " + map.map().version();
        spec.commandLine()
                .getOut()
                .println((outcome.written() ? "Published " + name : name + " is published already, nothing changed")
                        + (outcome.active() == map.map().version()
                                ? "; it is active"
                                : "; version " + outcome.active() + " stays active, the highest is"));
        return 0;
    }

    private static void prepare(JourneyConfig config, Topics topics) {
        List<TopicPlan> plans = TopicPlan.of(topics, config.topics());
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            admin.prepare(plans.stream()
                    .filter(plan -> plan.name().equals(topics.maps()))
                    .toList());
        }
    }
}
