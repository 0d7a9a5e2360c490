package io.journeytracker.delivery;

import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.metric.AlertMeters.Change;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.AlertLife;
import io.journeytracker.schema.AlertLifeKind;
import io.journeytracker.schema.DeliveryEvent;
import io.journeytracker.schema.DeliveryOutcome;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.stream.CommitPacer;
import io.journeytracker.subscription.AlertWords;
import io.journeytracker.subscription.Subscriptions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the desk of each task. What is to be sent goes to a topic in the transaction that also moves the state, so that a sender, who reads what is
 * committed, sends nothing that is forgotten after a crash. A punctuator runs only when the first timer is due: every punctuation forces a commit.
 */
final class DeskProcessor implements Processor<String, byte[], String, byte[]> {

    private static final long SOONEST_MILLIS = 20;
    private static final long LATEST_MILLIS = Duration.ofDays(1).toMillis();

    private final Supplier<Subscriptions> subscriptions;
    private final JourneyMeters meters;
    private final DeliveryEvents events = new DeliveryEvents();
    private final StoredRecords<AlertDelivery> deliveries = new StoredRecords<>(AlertDelivery.class);
    private final StoredRecords<AlertLife> lives = new StoredRecords<>(AlertLife.class);
    private final StoredRecords<JourneyAlert> alerts = new StoredRecords<>(JourneyAlert.class);
    private ProcessorContext<String, byte[]> context;
    private CommitPacer pacer;
    private DeliveryState state;
    private Desk desk;
    private Cancellable timer;
    private long timerAt = Long.MAX_VALUE;

    DeskProcessor(Supplier<Subscriptions> subscriptions, JourneyMeters meters) {
        this.subscriptions = subscriptions;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.pacer = new CommitPacer(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(DeliveryTopology.STORE);
        state = new DeliveryState(store);
        desk = new Desk(state, subscriptions, new Outgoing());
        arm();
    }

    @Override
    public void process(Record<String, byte[]> record) {
        DeliveryEvent event = events.read(record.value());
        long now = context.currentSystemTimeMs();
        if (event.getAlert() != null) {
            desk.alert(event.getSubscription(), event.getAlert(), event.getReplay(), now);
        } else if (event.getAnswer() != null) {
            desk.deliveries().answer(event.getAnswer(), now);
        } else if (event.getAcknowledgement() != null) {
            desk.acknowledge(event.getAcknowledgement());
        } else if (event.getHeartbeat() != null) {
            desk.heartbeat(event.getSubscription(), event.getHeartbeat(), now);
        } else if (event.getAgain() != null) {
            desk.deliveries().again(deliveries.decode(event.getAgain().array()), now);
        }
        arm();
    }

    private void arm() {
        OptionalLong next = state.next();
        long at = next.isPresent() ? next.getAsLong() : Long.MAX_VALUE;
        if (at == timerAt) {
            return;
        }
        disarm();
        if (at != Long.MAX_VALUE) {
            long wait = Math.min(LATEST_MILLIS, Math.max(SOONEST_MILLIS, at - context.currentSystemTimeMs()));
            timerAt = at;
            timer = context.schedule(Duration.ofMillis(wait), PunctuationType.WALL_CLOCK_TIME, this::fire);
        }
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        timerAt = Long.MAX_VALUE;
    }

    private void fire(long now) {
        disarm();
        desk.fire(now);
        arm();
    }

    @Override
    public void close() {
        disarm();
    }

    /** What the desk has others do, as records. */
    private final class Outgoing implements Post {

        @Override
        public void send(AlertDelivery delivery) {
            long now = context.currentSystemTimeMs();
            context.forward(
                    new Record<>(delivery.getTarget(), deliveries.encode(delivery), now), DeliveryTopology.TO_OUTBOX);
            pacer.passed(now);
        }

        @Override
        public void giveUp(AlertDelivery delivery) {
            context.forward(
                    new Record<>(delivery.getId(), deliveries.encode(delivery), context.currentSystemTimeMs()),
                    DeliveryTopology.TO_UNDELIVERED);
        }

        @Override
        public void takeBack(AlertDelivery delivery) {
            context.forward(
                    new Record<>(delivery.getId(), null, context.currentSystemTimeMs()),
                    DeliveryTopology.TO_UNDELIVERED);
        }

        @Override
        public void suppressed(String subscription, String reason) {
            meters.suppressed(subscription, reason);
        }

        @Override
        public void escalated(String alert, String subscription, long at) {
            AlertLife life = AlertLife.newBuilder()
                    .setAlert(alert)
                    .setKind(AlertLifeKind.ESCALATED)
                    .setAt(at)
                    .setSubscription(subscription)
                    .build();
            context.forward(new Record<>(alert, lives.encode(life), at), DeliveryTopology.TO_LIFE);
        }

        @Override
        public void answered(AlertDelivery delivery, DeliveryOutcome outcome, long at) {
            meters.delivery(delivery.getTarget(), delivery.getType(), word(outcome));
            boolean heartbeat = delivery.getType().equals(NotificationType.HEARTBEAT.label());
            if (outcome == DeliveryOutcome.DELIVERED && heartbeat) {
                meters.heartbeat(delivery.getSubscription(), delivery.getTarget(), at);
            }
            boolean news = delivery.getType().equals("raised");
            if (outcome == DeliveryOutcome.DELIVERED && news) {
                List<JourneyAlert> named = delivery.getAlerts().stream()
                        .map(alert -> alerts.decode(alert.array()))
                        .toList();
                named.forEach(alert -> meters.alerts().changed(alert, Change.DELIVERED));
                meters.alertDelay(AlertWords.kind(named.get(0)), "delivered", at - delivery.getDue());
            }
        }

        private static String word(DeliveryOutcome outcome) {
            return switch (outcome) {
                case DELIVERED -> "delivered";
                case SKIPPED -> "skipped";
                case RETRY, BUSY -> "retried";
                default -> "failed";
            };
        }
    }
}
