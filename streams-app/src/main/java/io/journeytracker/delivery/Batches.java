package io.journeytracker.delivery;

import io.journeytracker.delivery.DeliveryState.Timer;
import io.journeytracker.delivery.targets.Notification;
import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.schema.AlertBatch;
import io.journeytracker.schema.FollowedAlert;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.Grouping;
import io.journeytracker.subscription.Subscription;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Alerts that wait to be told in one message: because they are grouped, because it is night, or because there are so many old ones. */
final class Batches {

    private final DeliveryState state;
    private final Deliveries deliveries;

    Batches(DeliveryState state, Deliveries deliveries) {
        this.state = state;
        this.deliveries = deliveries;
    }

    /** Tells of an alert, at once or with others, and notes in it when and how. */
    void tell(
            Subscription subscription,
            NotificationType type,
            Audience audience,
            JourneyAlert alert,
            FollowedAlert followed,
            long now) {
        Telling telling = Telling.of(subscription, type, alert, now);
        followed.setTold(telling.at());
        if (telling.alone()) {
            followed.setBatch("");
            deliveries.alone(subscription, type, audience, followed, now);
            return;
        }
        String key = DeliveryState.key(
                subscription.name(), type.label(), audience.label(), telling.held() ? "held" : "", telling.group());
        AlertBatch batch = state.batch(key).orElse(null);
        if (batch == null || batch.getCount() == 0) {
            // Of one that was told a moment ago the next message may not follow before its time.
            long at = batch == null ? telling.at() : Math.max(telling.at(), batch.getDue());
            batch = opened(subscription, type, audience, telling, alert, at, now);
            state.timer(at, Timer.BATCH, key);
        }
        add(batch, alert, followed.getAlert(), now);
        state.put(key, batch);
        followed.setBatch(key);
        followed.setOpened(batch.getOpened());
        followed.setTold(batch.getDue());
    }

    private static AlertBatch opened(
            Subscription subscription,
            NotificationType type,
            Audience audience,
            Telling telling,
            JourneyAlert alert,
            long at,
            long now) {
        AlertBatch batch = new AlertBatch();
        batch.setSubscription(subscription.name());
        batch.setType(type.label());
        batch.setAudience(audience.label());
        batch.setGroup(telling.group());
        batch.setOpened(now);
        batch.setDue(at);
        batch.setFirstDue(alert.getDue());
        batch.setAlerts(new ArrayList<>());
        batch.setCount(0);
        return batch;
    }

    private static void add(AlertBatch batch, JourneyAlert alert, ByteBuffer bytes, long now) {
        batch.setCount(batch.getCount() + 1);
        batch.setAdded(now);
        batch.setFirstDue(Math.min(batch.getFirstDue(), alert.getDue()));
        if (batch.getType().equals(NotificationType.DIGEST.label())) {
            batch.setLatest(Math.max(batch.getLatest(), now - alert.getDue()));
        }
        if (batch.getAlerts().size() < Notification.MOST_ALERTS) {
            batch.getAlerts().add(bytes);
        }
    }

    /** Whether it was put in a batch that is not told yet. */
    boolean isWaiting(FollowedAlert followed) {
        return waiting(followed.getBatch(), followed.getOpened()).isPresent();
    }

    /** Whether its last repetition is not told yet. */
    boolean isRepetitionWaiting(FollowedAlert followed) {
        return waiting(followed.getRepeatBatch(), followed.getRepeatOpened()).isPresent();
    }

    private Optional<AlertBatch> waiting(String key, long opened) {
        return key.isEmpty()
                ? Optional.empty()
                : state.batch(key).filter(batch -> batch.getCount() > 0 && batch.getOpened() == opened);
    }

    /** Takes an alert that is over out of the batch in which it waits; false where it was told. */
    boolean withdraw(FollowedAlert followed) {
        return withdraw(followed.getBatch(), followed.getOpened(), followed.getAlert());
    }

    /** Takes its repetition and its escalation out of the batches in which they wait; nobody was told of the latter then. */
    void withdrawReminders(FollowedAlert followed) {
        withdraw(followed.getRepeatBatch(), followed.getRepeatOpened(), followed.getAlert());
        if (withdraw(followed.getEscalationBatch(), followed.getEscalationOpened(), followed.getAlert())) {
            followed.setEscalated(false);
        }
    }

    private boolean withdraw(String key, long opened, ByteBuffer alert) {
        Optional<AlertBatch> waiting = waiting(key, opened);
        if (waiting.isEmpty()) {
            return false;
        }
        AlertBatch batch = waiting.get();
        List<ByteBuffer> rest = new ArrayList<>(batch.getAlerts());
        rest.remove(alert);
        batch.setCount(batch.getCount() - 1);
        // One of many is named even if it is over: those for which there was no room are not kept.
        if (!rest.isEmpty() || batch.getCount() == 0) {
            batch.setAlerts(rest);
        }
        if (batch.getCount() == 0) {
            state.deleteBatch(key);
        } else {
            state.put(key, batch);
        }
        return true;
    }

    /** Tells a batch whose time has come, or forgets one that was told. */
    void due(Subscription subscription, String key, AlertBatch batch, long time, long now) {
        if (batch.getDue() != time) {
            return;
        }
        if (batch.getCount() == 0) {
            state.deleteBatch(key);
            return;
        }
        if (batch.getType().equals(NotificationType.DIGEST.label())) {
            long quiet = Math.min(
                    batch.getAdded() + Telling.DIGEST_QUIET_MILLIS, batch.getOpened() + Telling.DIGEST_LONGEST_MILLIS);
            if (quiet > now) {
                again(key, batch, quiet);
                return;
            }
        }
        deliveries.together(subscription, batch, now);
        batch.setAlerts(new ArrayList<>());
        batch.setCount(0);
        batch.setLatest(0L);
        again(
                key,
                batch,
                now
                        + subscription
                                .group()
                                .map(Grouping::interval)
                                .map(Duration::toMillis)
                                .orElse(0L));
    }

    private void again(String key, AlertBatch batch, long at) {
        batch.setDue(at);
        state.put(key, batch);
        state.timer(at, Timer.BATCH, key);
    }
}
