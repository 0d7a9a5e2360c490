package io.journeytracker.delivery;

import io.journeytracker.delivery.DeliveryState.Due;
import io.journeytracker.delivery.DeliveryState.Timer;
import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.schema.AlertAcknowledgement;
import io.journeytracker.schema.AlertBatch;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.FollowedAlert;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.subscription.Subscription;
import io.journeytracker.subscription.Subscriptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Follows the alerts of subscriptions through their lives: told, acknowledged, escalated, repeated, over. All that it knows is in the state, all that
 * it decides goes to the post; time is handed in. Used by one thread.
 */
final class Desk {

    /** An alert that stands for longer than this is followed no longer. */
    static final long LONGEST_MILLIS = Duration.ofDays(30).toMillis();

    private static final int SLICE = 500;

    private final DeliveryState state;
    private final Supplier<Subscriptions> subscriptions;
    private final Post post;
    private final Batches batches;
    private final Deliveries deliveries;
    private final Reminders reminders;
    private final StoredRecords<JourneyAlert> alerts = new StoredRecords<>(JourneyAlert.class);

    Desk(DeliveryState state, Supplier<Subscriptions> subscriptions, Post post) {
        this.state = state;
        this.subscriptions = subscriptions;
        this.post = post;
        this.deliveries = new Deliveries(state, subscriptions, post);
        this.batches = new Batches(state, deliveries);
        this.reminders = new Reminders(state, subscriptions, post, batches);
    }

    Deliveries deliveries() {
        return deliveries;
    }

    /** An alert that a subscription wants, or one that it may have been told of is over. */
    void alert(String name, ByteBuffer bytes, boolean replay, long now) {
        JourneyAlert alert = alerts.decode(bytes.array());
        String key = DeliveryState.followedKey(alert.getId(), name);
        Optional<FollowedAlert> known = state.followed(key);
        Optional<Subscription> subscription = subscriptions.get().subscription(name);
        if (subscription.isEmpty()) {
            post.suppressed(name, "unsubscribed");
        } else if (alert.getState() != AlertState.RAISED) {
            state.forgetSilenced(key);
            known.ifPresent(followed -> over(subscription.get(), key, followed, alert, bytes, now));
        } else if (replay && !subscription.get().replays()) {
            post.suppressed(name, "replay");
        } else if (known.isPresent()) {
            post.suppressed(name, "duplicate");
        } else if (reminders.isSilenced(alert, now)) {
            post.suppressed(name, "silenced");
            state.silence(key, reminders.looksAgain(alert, now), bytes);
        } else {
            raised(subscription.get(), key, alert, bytes, now);
        }
    }

    /** The silence may be over, as it was to be or because somebody ended it: what still stands is told then. */
    private void silenced(Due due, long now) {
        Optional<DeliveryState.Silenced> waiting = state.silenced(due.key()).filter(each -> each.at() == due.time());
        if (waiting.isEmpty()) {
            return;
        }
        state.forgetSilenced(due.key());
        JourneyAlert alert = alerts.decode(waiting.get().alert().array());
        Optional<Subscription> subscription = subscription(due.key());
        boolean gone = alert.getRaised() + LONGEST_MILLIS < now
                || state.followed(due.key()).isPresent();
        // It may want less than it did when the alert came.
        if (subscription.filter(each -> each.what().matches(alert)).isEmpty() || gone) {
            return;
        }
        if (reminders.isSilenced(alert, now)) {
            state.silence(
                    due.key(), reminders.looksAgain(alert, now), waiting.get().alert());
        } else {
            raised(subscription.get(), due.key(), alert, waiting.get().alert(), now);
        }
    }

    private void raised(Subscription subscription, String key, JourneyAlert alert, ByteBuffer bytes, long now) {
        String cool = coolDownKey(subscription, alert);
        if (state.isCoolingDown(cool, now)) {
            post.suppressed(subscription.name(), "cool-down");
            return;
        }
        if (!subscription.coolDown().isZero()) {
            state.coolDown(cool, now + subscription.coolDown().toMillis(), alert.getId());
        }
        boolean late = Telling.isLate(alert, now);
        FollowedAlert followed = new FollowedAlert();
        followed.setAlert(bytes);
        followed.setDigest(late);
        followed.setBatch("");
        followed.setEscalationBatch("");
        followed.setRepeatBatch("");
        followed.setNote("");
        followed.setSince(now);
        NotificationType type = late ? NotificationType.DIGEST : NotificationType.RAISED;
        batches.tell(subscription, type, Audience.USUAL, alert, followed, now);
        followed.setExpires(state.timer(now + LONGEST_MILLIS, Timer.EXPIRE, key));
        if (!late) {
            reminders.begin(subscription, key, followed);
        }
        state.follow(key, followed);
    }

    private static String coolDownKey(Subscription subscription, JourneyAlert alert) {
        return DeliveryState.key(subscription.name(), alert.getCustomer(), alert.getJourney(), alert.getStage());
    }

    private void over(
            Subscription subscription,
            String key,
            FollowedAlert followed,
            JourneyAlert alert,
            ByteBuffer bytes,
            long now) {
        state.unfollow(key);
        batches.withdrawReminders(followed);
        if (batches.withdraw(followed)) {
            // Nobody heard of it: the next one is news.
            state.endCoolDown(
                    coolDownKey(subscription, alerts.decode(followed.getAlert().array())), alert.getId());
            post.suppressed(subscription.name(), "over-before-told");
        } else if (followed.getDigest()) {
            post.suppressed(subscription.name(), "digest");
        } else {
            followed.setAlert(bytes);
            NotificationType type =
                    alert.getState() == AlertState.RETRACTED ? NotificationType.RETRACTED : NotificationType.RESOLVED;
            batches.tell(subscription, type, audience(followed), alert, followed, now);
        }
    }

    /** It is time for the heartbeat of an interval. Of one that is over nobody is told: what is late is no sign of life. */
    void heartbeat(String name, long begin, long now) {
        subscriptions.get().subscription(name).ifPresent(subscription -> subscription
                .heartbeat()
                .filter(interval -> begin + interval.toMillis() > now && state.beats(name, begin))
                .ifPresent(interval -> deliveries.heartbeat(subscription, interval, begin, now)));
    }

    private static Audience audience(FollowedAlert followed) {
        return followed.getEscalated() ? Audience.BOTH : Audience.USUAL;
    }

    /** Somebody takes care of an alert, for all subscriptions that follow it here. */
    void acknowledge(AlertAcknowledgement acknowledgement) {
        state.silencedFor(acknowledgement.getAlert()).forEach(state::forgetSilenced);
        for (String key : state.followers(acknowledgement.getAlert())) {
            FollowedAlert followed = state.followed(key).orElseThrow();
            if (followed.getAcknowledgedBy() != null) {
                continue;
            }
            followed.setAcknowledgedBy(acknowledgement.getBy());
            followed.setAcknowledgedAt(acknowledgement.getAt());
            followed.setNote(acknowledgement.getNote());
            batches.withdrawReminders(followed);
            state.follow(key, followed);
            subscription(key)
                    .filter(subscription -> !followed.getDigest() && !batches.isWaiting(followed))
                    .ifPresent(subscription -> deliveries.alone(
                            subscription,
                            NotificationType.ACKNOWLEDGED,
                            audience(followed),
                            followed,
                            acknowledgement.getAt()));
        }
    }

    /** Does what is due; true where there is more. */
    boolean fire(long now) {
        List<Due> due = state.take(now, SLICE);
        due.forEach(each -> fire(each, now));
        return due.size() == SLICE;
    }

    private void fire(Due due, long now) {
        switch (due.timer()) {
            case RETRY -> deliveries.retry(due.key(), due.time(), now);
            case COOLED -> state.cooled(due.key(), now);
            case BATCH -> batch(due.key(), due.time(), now);
            case SILENCED -> silenced(due, now);
            default -> followed(due, now);
        }
    }

    private void batch(String key, long time, long now) {
        Optional<AlertBatch> batch = state.batch(key);
        Optional<Subscription> subscription =
                batch.flatMap(each -> subscriptions.get().subscription(each.getSubscription()));
        if (subscription.isPresent()) {
            batches.due(subscription.get(), key, batch.get(), time, now);
        } else if (batch.isPresent()) {
            state.deleteBatch(key);
            post.suppressed(batch.get().getSubscription(), "unsubscribed");
        }
    }

    private void followed(Due due, long now) {
        Optional<FollowedAlert> known =
                state.followed(due.key()).filter(followed -> Reminders.isCurrent(due, followed));
        if (known.isEmpty()) {
            return;
        }
        Optional<Subscription> subscription = subscription(due.key());
        if (subscription.isEmpty()) {
            state.unfollow(due.key());
            return;
        }
        FollowedAlert followed = known.get();
        JourneyAlert alert = alerts.decode(followed.getAlert().array());
        if (due.timer() == Timer.EXPIRE) {
            expire(subscription.get(), due.key(), followed, alert, now);
        } else if (followed.getAcknowledgedBy() == null) {
            reminders.remind(due, subscription.get(), followed, alert, now);
        }
    }

    /** Nobody hears that it ended who did not hear of it by itself. */
    private void expire(Subscription subscription, String key, FollowedAlert followed, JourneyAlert alert, long now) {
        state.unfollow(key);
        batches.withdrawReminders(followed);
        if (batches.withdraw(followed)) {
            post.suppressed(subscription.name(), "over-before-told");
        } else if (followed.getDigest()) {
            post.suppressed(subscription.name(), "digest");
        } else {
            batches.tell(subscription, NotificationType.EXPIRED, audience(followed), alert, followed, now);
        }
    }

    private Optional<Subscription> subscription(String followedKey) {
        return subscriptions.get().subscription(DeliveryState.parts(followedKey)[1]);
    }
}
