package io.journeytracker.delivery;

import io.journeytracker.delivery.DeliveryState.Due;
import io.journeytracker.delivery.DeliveryState.Timer;
import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.schema.FollowedAlert;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.Subscription;
import io.journeytracker.subscription.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Escalations and repetitions of alerts that stand. Used by one thread. */
final class Reminders {

    private static final long LOOK_MILLIS = Duration.ofMinutes(5).toMillis();

    private final DeliveryState state;
    private final Supplier<Subscriptions> subscriptions;
    private final Post post;
    private final Batches batches;

    Reminders(DeliveryState state, Supplier<Subscriptions> subscriptions, Post post, Batches batches) {
        this.state = state;
        this.subscriptions = subscriptions;
        this.post = post;
        this.batches = batches;
    }

    boolean isSilenced(JourneyAlert alert, long now) {
        return subscriptions.get().silencing(alert, Instant.ofEpochMilli(now)).isPresent();
    }

    /** When a silenced alert is looked at again: at the end of the silence, and before that now and then, since somebody may end it sooner. */
    long looksAgain(JourneyAlert alert, long now) {
        long end = subscriptions
                .get()
                .silencing(alert, Instant.ofEpochMilli(now))
                .map(silence -> silence.until().toEpochMilli())
                .orElse(now);
        return Math.min(end, now + LOOK_MILLIS);
    }

    /** Of an alert that is told now: sets the times of what may follow. */
    void begin(Subscription subscription, String key, FollowedAlert followed) {
        subscription
                .escalation()
                .ifPresent(then -> later(Timer.ESCALATE, key, followed, followed.getTold(), then.after()));
        subscription.repeat().ifPresent(every -> later(Timer.REPEAT, key, followed, followed.getTold(), every));
    }

    /** Whether the timer is its own: one that was raised again meanwhile has others than before. */
    static boolean isCurrent(Due due, FollowedAlert followed) {
        long noted =
                switch (due.timer()) {
                    case ESCALATE -> followed.getEscalates();
                    case REPEAT -> followed.getRepeats();
                    default -> followed.getExpires();
                };
        return noted == due.time() || followed.getSince() == 0;
    }

    /** Notes in the alert when it is looked at again. */
    private void later(Timer timer, String key, FollowedAlert followed, long from, Duration after) {
        long at = state.timer(from + after.toMillis(), timer, key);
        if (timer == Timer.ESCALATE) {
            followed.setEscalates(at);
        } else {
            followed.setRepeats(at);
        }
    }

    /** Its time has come, and nobody has acknowledged it. */
    void remind(Due due, Subscription subscription, FollowedAlert followed, JourneyAlert alert, long now) {
        boolean escalates = due.timer() == Timer.ESCALATE;
        Optional<Duration> after =
                escalates ? subscription.escalation().map(each -> each.after()) : subscription.repeat();
        if (after.isEmpty() || escalates && followed.getEscalated()) {
            return;
        }
        boolean silenced = isSilenced(alert, now);
        if (silenced) {
            post.suppressed(subscription.name(), "silenced");
        }
        if (silenced || batches.isWaiting(followed)) {
            later(due.timer(), due.key(), followed, now, after.get());
        } else if (escalates) {
            FollowedAlert told = copy(followed);
            batches.tell(subscription, NotificationType.ESCALATED, Audience.ESCALATION, alert, told, now);
            followed.setEscalated(true);
            post.escalated(alert.getId(), subscription.name(), now);
            followed.setEscalationBatch(told.getBatch());
            followed.setEscalationOpened(told.getOpened());
        } else {
            // Of one that waits for the team's hours or its group the next repetition says nothing more.
            if (!batches.isRepetitionWaiting(followed)) {
                FollowedAlert told = copy(followed);
                batches.tell(subscription, NotificationType.REPEATED, Audience.USUAL, alert, told, now);
                followed.setRepeatBatch(told.getBatch());
                followed.setRepeatOpened(told.getOpened());
            }
            later(Timer.REPEAT, due.key(), followed, now, after.get());
        }
        state.follow(due.key(), followed);
    }

    /** What it says of the message that it was raised with stays. */
    private static FollowedAlert copy(FollowedAlert followed) {
        return FollowedAlert.newBuilder(followed).build();
    }
}
