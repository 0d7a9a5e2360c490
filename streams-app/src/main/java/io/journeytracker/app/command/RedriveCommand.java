package io.journeytracker.app.command;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.intake.source.Sources;
import io.journeytracker.intake.source.SourcesReader;
import io.journeytracker.redrive.Redrive;
import io.journeytracker.redrive.RedriveOrder;
import io.journeytracker.redrive.RedriveReport;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.Topics;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends dead letters again. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
            "Send dead letters again, after what killed them was fixed; each once, however often this runs.",
            "What still cannot be used stays, with the reason."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that can be sent again was",
            "1:Kafka or the schema registry cannot be reached, or another redrive began",
            "2:the command line, a setting or the file of sources is wrong"
        })
public final class RedriveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Option(names = "--reason", paramLabel = "R", description = "Only letters with this reason, such as undecodable.")
    private String reason;

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = SinceText.class,
            description = "Only letters since then: 2026-03-02T09:00:00Z, 2026-03-02, or 24h for 24 hours ago.")
    private Instant since;

    @Option(
            names = "--max",
            defaultValue = "9223372036854775807",
            paramLabel = "N",
            description = "Send at most so many letters. Default: all.")
    private long most;

    @Option(
            names = "--include-late",
            description =
                    "Also those that came too late for their map: they will be too late again, unless its grace has"
                            + " become longer.")
    private boolean includeLate;

    @Option(names = "--dry-run", description = "Tell what would be sent, and send nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        RedriveOrder order = order();
        JourneyConfig config = settings.read();
        Sources sources = sources(config);
        Topics topics = new Topics(config.topics().prefix());
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            admin.require(List.of(topics.deadLetters(), topics.touchpoints()));
        }
        Redrive redrive = Redrive.of(
                config,
                sources,
                new AvroSerdes(config.registry()).values(Touchpoint.class).serializer(),
                order);
        tell(dryRun ? redrive.tell() : redrive.send());
        return 0;
    }

    private RedriveOrder order() {
        if (most < 1) {
            throw new CommandException("--max " + most + ": expected a number from 1", 2);
        }
        List<String> reasons =
                Arrays.stream(DeadReason.values()).map(DeadReason::label).toList();
        if (reason != null && !reasons.contains(reason)) {
            throw new CommandException(
                    "--reason " + reason + ": expected one of "
                            + reasons.stream().collect(Collectors.joining(", ")),
                    2);
        }
        return new RedriveOrder(Optional.ofNullable(reason), Optional.ofNullable(since), most, includeLate);
    }

    private static Sources sources(JourneyConfig config) {
        SourcesReader reader = new SourcesReader(name -> Optional.ofNullable(System.getenv(name)));
        return config.intake().sources().map(reader::read).orElse(new Sources(List.of(), Sources.USUAL_REQUESTS));
    }

    private void tell(RedriveReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (report.sent() + report.left() == 0) {
            out.println("No dead letters to send");
        } else {
            report.text().forEach(out::println);
        }
        if (report.sentBefore() > 0) {
            out.printf(Locale.ROOT, "%,d were sent before%n", report.sentBefore());
        }
        if (dryRun) {
            out.println("Nothing was sent: this was a dry run");
        }
        out.flush();
    }
}
