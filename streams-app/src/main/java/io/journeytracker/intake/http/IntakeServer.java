package io.journeytracker.intake.http;

import io.journeytracker.config.ForwardedHeader;
import io.journeytracker.config.Network;
import io.journeytracker.failure.DeadReason;
import io.journeytracker.intake.mapping.TouchpointMapper;
import io.journeytracker.intake.protocol.Protocols;
import io.journeytracker.intake.publish.IntakeDeadLetters;
import io.journeytracker.intake.publish.KafkaPublisher;
import io.journeytracker.intake.publish.TouchpointRecords;
import io.journeytracker.intake.source.Sources;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.eclipse.jetty.server.Handler;

/** The intake, put together: what stands in front of a server's other paths, and the producer behind it. */
public final class IntakeServer implements AutoCloseable {

    /** A connection on which nothing moves for so long is closed. */
    public static final Duration IDLE = Limits.IDLE;

    private final KafkaPublisher publisher;
    private final IntakeHandler handler;

    /**
     * @param sources who may send now; asked for every request
     * @param producerSettings of Kafka's producer
     * @param serializer of touchpoints
     * @param trustedProxies whose word for who is asking is believed
     * @param forwardedHeader in which they say so
     * @param deadLetterCounter counts what goes to the dead letters
     */
    public IntakeServer(
            Supplier<Sources> sources,
            Topics topics,
            Map<String, Object> producerSettings,
            Serializer<Touchpoint> serializer,
            List<Network> trustedProxies,
            ForwardedHeader forwardedHeader,
            MeterRegistry registry,
            Consumer<DeadReason> deadLetterCounter,
            Clock clock) {
        publisher = new KafkaPublisher(producerSettings, topics.touchpoints(), serializer);
        IntakeMeters meters = new IntakeMeters(registry);
        Intake intake = new Intake(
                sources,
                new TouchpointMapper(),
                publisher,
                new TouchpointRecords(topics.touchpoints()),
                new IntakeDeadLetters(topics.deadLetters()),
                meters,
                deadLetterCounter);
        handler = new IntakeHandler(
                new PathTable(Protocols.all()),
                sources,
                new ClientAddress(trustedProxies, forwardedHeader),
                intake,
                publisher,
                meters,
                clock);
    }

    /** For a server's front. */
    public Handler.Wrapper front() {
        return handler;
    }

    /** Why nothing can be taken now; empty: it can. */
    public Optional<String> away() {
        return publisher.away();
    }

    @Override
    public void close() {
        publisher.close();
    }
}
