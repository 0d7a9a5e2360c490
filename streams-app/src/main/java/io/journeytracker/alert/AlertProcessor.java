package io.journeytracker.alert;

import io.journeytracker.metric.AlertMeters.Change;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.stream.CommitPacer;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import java.util.Locale;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells the alerts that transitions are. One out of a replay or back-fill says so in a header, so that nobody is called for old news. */
final class AlertProcessor implements Processor<String, byte[], String, JourneyAlert> {

    private final Deserializer<JourneyTransition> transitions;
    private final String topic;
    private final Alerts alerts;
    private final JourneyMeters meters;
    private ProcessorContext<String, JourneyAlert> context;
    private CommitPacer pacer;

    AlertProcessor(Deserializer<JourneyTransition> transitions, String topic, Alerts alerts, JourneyMeters meters) {
        this.transitions = transitions;
        this.topic = topic;
        this.alerts = alerts;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, JourneyAlert> context) {
        this.context = context;
        this.pacer = new CommitPacer(context);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        JourneyTransition transition = transitions.deserialize(topic, record.headers(), record.value());
        alerts.of(transition).ifPresent(alert -> tell(record, alert, transition.getAt()));
    }

    private void tell(Record<String, byte[]> record, JourneyAlert alert, long at) {
        RecordHeaders headers = new RecordHeaders();
        if (alert.getReplay()) {
            headers.add(Headers.REPLAY_UNTIL, HeaderLong.bytes(at));
        }
        context.forward(new Record<>(record.key(), alert, record.timestamp(), headers));
        meters.alerts().changed(alert, Change.valueOf(alert.getState().name()));
        if (!alert.getReplay()) {
            if (alert.getState() == AlertState.RAISED) {
                meters.alertDelay(word(alert.getKind()), "raised", context.currentSystemTimeMs() - alert.getDue());
            }
            pacer.passed(record.timestamp());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
