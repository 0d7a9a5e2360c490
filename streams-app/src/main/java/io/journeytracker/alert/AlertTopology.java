package io.journeytracker.alert;

import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.topic.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/** Which transitions does somebody have to hear of? */
public final class AlertTopology {

    private static final String FROM_TRANSITIONS = "consume-transitions";
    private static final String RAISE = "raise-alerts";
    private static final String TO_ALERTS = "produce-alerts";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final Alerts alerts;
    private final JourneyMeters meters;

    public AlertTopology(Topics topics, AvroSerdes serdes, Alerts alerts, JourneyMeters meters) {
        this.topics = topics;
        this.serdes = serdes;
        this.alerts = alerts;
        this.meters = meters;
    }

    public void addTo(Topology topology) {
        topology.addSource(
                        FROM_TRANSITIONS, new StringDeserializer(), new ByteArrayDeserializer(), topics.transitions())
                .addProcessor(RAISE, this::processor, FROM_TRANSITIONS)
                .addSink(
                        TO_ALERTS,
                        topics.alerts(),
                        new StringSerializer(),
                        serdes.values(JourneyAlert.class).serializer(),
                        RAISE);
    }

    /** A deserializer belongs to one thread, so each processor has its own. */
    private AlertProcessor processor() {
        return new AlertProcessor(
                serdes.values(JourneyTransition.class).deserializer(), topics.transitions(), alerts, meters);
    }
}
