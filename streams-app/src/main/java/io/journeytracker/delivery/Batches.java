package io.journeytracker.delivery;

import io.journeytracker.delivery.DeliveryState.Timer;
import io.journeytracker.delivery.targets.Notification;
import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.schema.AlertBatch;
import io.journeytracker.schema.FollowedAlert;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.subscription.Grouping;
import io.journeytracker.subscription.Subscription;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Alerts that wait to be told in one message: because they are grouped, because it is night, or because there are so many old ones. */
final class Batches {

    private final DeliveryState state;
    private final Deliveries deliveries;
    private final StoredRecords<JourneyAlert> alerts = new StoredRecords<>(JourneyAlert.class);

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
        boolean neverWaits = subscription.hours().except().contains(alert.getSeverity());
        add(batch, alert, followed.getAlert(), neverWaits, now);
        if (neverWaits && telling.at() < batch.getDue() && waitsForHours(subscription, batch)) {
            again(key, batch, telling.at());
        } else {
            state.put(key, batch);
        }
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

    private static void add(AlertBatch batch, JourneyAlert alert, ByteBuffer bytes, boolean neverWaits, long now) {
        batch.setCount(batch.getCount() + 1);
        batch.setAdded(now);
        batch.setFirstDue(Math.min(batch.getFirstDue(), alert.getDue()));
        if (batch.getType().equals(NotificationType.DIGEST.label())) {
            batch.setLatest(Math.max(batch.getLatest(), now - alert.getDue()));
        }
        if (batch.getAlerts().size() < Notification.MOST_ALERTS) {
            batch.getAlerts().add(bytes);
        } else if (neverWaits) {
            // Named in any case, since it decides when all are told.
            batch.getAlerts().set(Notification.MOST_ALERTS - 1, bytes);
        }
    }

    /** When a batch may be told: alerts that never wait take the others with them. */
    private long earliest(Subscription subscription, AlertBatch batch, long time) {
        return batch.getAlerts().stream()
                .map(bytes -> alerts.decode(bytes.array()).getSeverity())
                .distinct()
                .mapToLong(severity -> earliest(subscription, severity, time))
                .min()
                .orElse(time);
    }

    private static long earliest(Subscription subscription, String severity, long time) {
        return subscription
                .hours()
                .earliest(Instant.ofEpochMilli(time), severity)
                .toEpochMilli();
    }

    /** Whether it is due when the team's hours begin. */
    private static boolean waitsForHours(Subscription subscription, AlertBatch batch) {
        return earliest(subscription, "", batch.getDue() - 1) == batch.getDue();
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
        // Also an empty one stays until its time: it keeps when the group may be told of again.
        state.put(key, batch);
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
        // The team's hours may have ended while it waited.
        long open = earliest(subscription, batch, now);
        if (open > now) {
            again(key, batch, open);
            return;
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
