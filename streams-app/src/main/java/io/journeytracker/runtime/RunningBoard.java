package io.journeytracker.runtime;

import io.journeytracker.board.Board;
import io.journeytracker.config.AlertSettings;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.delivery.DeliveryActions;
import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.delivery.targets.Secrets;
import io.journeytracker.metric.AlertMeters;
import io.journeytracker.metric.AlertMeters.Change;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.SecretName;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** What people see of alerts and do about them, put together. */
final class RunningBoard {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private RunningBoard() {}

    static AcknowledgeLinks links(AlertSettings alerts) {
        return new AcknowledgeLinks(
                alerts.acknowledgeUrl(),
                alerts.acknowledgeSecrets().stream().map(SecretName::new).toList(),
                new Secrets(alerts.secrets()));
    }

    /** Started; closed with the rest. */
    static Board start(
            JourneyConfig config,
            Topics topics,
            AvroSerdes serdes,
            int partitions,
            AlertSubscriptions subscriptions,
            AcknowledgeLinks links,
            AlertMeters meters,
            MeterRegistry registry,
            Closing closing) {
        Counter foreign = Counter.builder("journey.alerts.unreadable")
                .description("Records in the topics of alerts that are none and were left out of the list")
                .register(registry);
        DeliveryActions actions = closing.add(
                "acknowledging", new DeliveryActions(config.kafka().forProducer(), topics, Clock.systemUTC()));
        Board board = closing.add(
                "alerts",
                new Board(
                        new Board.Source(
                                config.kafka().forConsumer(),
                                topics,
                                partitions,
                                serdes.values(JourneyAlert.class).deserializer(),
                                config.alerts().kept(),
                                foreign::increment,
                                PATIENCE),
                        new Board.Desk(
                                subscriptions,
                                AlertSubscriptions.reader(topics),
                                subscriptions.edits(),
                                actions::acknowledge,
                                actions::said,
                                alert -> meters.changed(alert, Change.ACKNOWLEDGED),
                                links,
                                !config.alerts().subscriptions().isEmpty(),
                                config.peers().keys().stream().findFirst()),
                        Clock.systemUTC()));
        return board.start();
    }
}
