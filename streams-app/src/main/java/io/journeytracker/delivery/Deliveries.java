package io.journeytracker.delivery;

import io.journeytracker.delivery.DeliveryState.Timer;
import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.schema.AlertBatch;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.DeliveryAnswer;
import io.journeytracker.schema.DeliveryOutcome;
import io.journeytracker.schema.FollowedAlert;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.subscription.Subscription;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.subscription.TargetDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Messages to targets, from acceptance until they are delivered or given up. */
final class Deliveries {

    /** Types of messages that are wrong once their alert is over. */
    private static final Set<String> STANDING = Set.of(
            NotificationType.RAISED.label(), NotificationType.REPEATED.label(), NotificationType.ESCALATED.label());

    private static final String HEARTBEAT = NotificationType.HEARTBEAT.label();
    private static final String DISABLED = "the target is disabled";
    private static final String NO_ROOM = "the target was too slow for all its messages";
    private static final Duration USUAL_BUSY = Duration.ofSeconds(30);

    private final DeliveryState state;
    private final Supplier<Subscriptions> subscriptions;
    private final Post post;
    private final StoredRecords<JourneyAlert> alerts = new StoredRecords<>(JourneyAlert.class);

    Deliveries(DeliveryState state, Supplier<Subscriptions> subscriptions, Post post) {
        this.state = state;
        this.subscriptions = subscriptions;
        this.post = post;
    }

    /** A message about one alert. */
    void alone(Subscription subscription, NotificationType type, Audience audience, FollowedAlert followed, long now) {
        JourneyAlert alert = alerts.decode(followed.getAlert().array());
        AlertDelivery message = message(subscription, type.label(), now);
        message.setGroup("");
        message.setDue(alert.getDue());
        message.setAlerts(List.of(followed.getAlert()));
        message.setCount(1);
        message.setAcknowledgedBy(followed.getAcknowledgedBy());
        message.setAcknowledgedAt(followed.getAcknowledgedAt());
        message.setNote(followed.getNote());
        accept(subscription, audience, message, alert.getId() + ' ' + alert.getState());
    }

    /** A message about all alerts of a batch. */
    void together(Subscription subscription, AlertBatch batch, long now) {
        AlertDelivery message = message(subscription, batch.getType(), now);
        message.setGroup(batch.getGroup());
        message.setDue(batch.getFirstDue());
        message.setAlerts(List.copyOf(batch.getAlerts()));
        message.setCount(batch.getCount());
        message.setLatest(batch.getLatest());
        JourneyAlert first = alerts.decode(batch.getAlerts().get(0).array());
        accept(subscription, Audience.named(batch.getAudience()), message, first.getId());
    }

    /** A sign of life, at the usual targets. */
    void heartbeat(Subscription subscription, Duration interval, long begin, long now) {
        AlertDelivery message = message(subscription, HEARTBEAT, now);
        message.setGroup("");
        message.setDue(begin);
        message.setAlerts(List.of());
        message.setCount(0);
        message.setInterval(interval.toMillis());
        accept(subscription, Audience.USUAL, message, String.valueOf(begin));
    }

    private static AlertDelivery message(Subscription subscription, String type, long now) {
        AlertDelivery message = new AlertDelivery();
        message.setId("");
        message.setType(type);
        message.setSubscription(subscription.name());
        message.setTeam(subscription.team());
        message.setLanguage(subscription.language());
        message.setTarget("");
        message.setAccepted(now);
        message.setBegun(now);
        message.setAttempt(1);
        message.setReason("");
        message.setNote("");
        return message;
    }

    private void accept(Subscription subscription, Audience audience, AlertDelivery message, String seed) {
        for (String target : audience.targets(subscription)) {
            AlertDelivery delivery = AlertDelivery.newBuilder(message)
                    .setTarget(target)
                    .setId(Ids.message(
                            subscription.name(),
                            target,
                            message.getType(),
                            message.getGroup(),
                            String.valueOf(message.getAccepted()),
                            seed))
                    .build();
            if (isDisabled(delivery)) {
                delivery.setReason(DISABLED);
                keep(delivery);
            } else {
                state.put(delivery);
                post.send(delivery);
            }
        }
    }

    // ---- answers ---------------------------------------------------------------------------------------------------

    /** A target's answer. One to an attempt that is over already changes nothing. */
    void answer(DeliveryAnswer answer, long at) {
        Optional<AlertDelivery> known = state.delivery(answer.getDelivery())
                .filter(delivery -> delivery.getAttempt() == answer.getAttempt() && delivery.getNext() == 0);
        if (known.isEmpty()) {
            return;
        }
        AlertDelivery delivery = known.get();
        delivery.setReason(answer.getReason());
        Optional<Duration> after = Optional.ofNullable(answer.getAfter()).map(Duration::ofMillis);
        switch (answer.getOutcome()) {
            case DELIVERED, SKIPPED -> {
                state.delete(delivery);
                post.answered(delivery, answer.getOutcome(), at);
            }
            case BUSY -> busy(delivery, after.orElse(USUAL_BUSY), at);
            case RETRY -> failed(delivery, after, at);
            case DISABLE -> {
                state.disable(disabledKey(delivery), definition(delivery.getTarget()));
                giveUp(delivery, at);
            }
            default -> giveUp(delivery, at);
        }
    }

    /** It was not tried, which costs no attempt, but it is not kept for ever either. */
    private void busy(AlertDelivery delivery, Duration asked, long at) {
        long end = end(delivery);
        if (at >= end) {
            delivery.setReason(NO_ROOM);
            giveUp(delivery, at);
            return;
        }
        Duration pause = Backoff.busy(asked, Duration.ofMillis(Math.max(0, at - begun(delivery))), delivery.getId());
        wait(delivery, Math.min(at + pause.toMillis(), end));
    }

    private void failed(AlertDelivery delivery, Optional<Duration> after, long at) {
        Optional<Duration> pause = Backoff.after(retries(delivery), delivery.getAttempt(), after, delivery.getId());
        long end = end(delivery);
        boolean nextComes = isHeartbeat(delivery)
                && pause.filter(wait -> at + wait.toMillis() < end).isEmpty();
        if (pause.isEmpty() || at >= end || nextComes) {
            giveUp(delivery, at);
            return;
        }
        delivery.setAttempt(delivery.getAttempt() + 1);
        post.answered(delivery, DeliveryOutcome.RETRY, at);
        wait(delivery, Math.min(at + pause.get().toMillis(), end));
    }

    private List<Duration> retries(AlertDelivery delivery) {
        return subscriptions
                .get()
                .target(delivery.getTarget())
                .map(TargetDefinition::retries)
                .orElse(TargetDefinition.USUAL_RETRIES);
    }

    /** When it is tried for the last time. */
    private long end(AlertDelivery delivery) {
        if (isHeartbeat(delivery)) {
            return begun(delivery) + delivery.getInterval();
        }
        return begun(delivery) + Backoff.patience(retries(delivery)).toMillis();
    }

    private static long begun(AlertDelivery delivery) {
        return delivery.getBegun() == 0 ? delivery.getAccepted() : delivery.getBegun();
    }

    private void wait(AlertDelivery delivery, long until) {
        delivery.setNext(state.timer(until, Timer.RETRY, delivery.getId()));
        state.put(delivery);
    }

    private void giveUp(AlertDelivery delivery, long at) {
        state.delete(delivery);
        post.answered(delivery, DeliveryOutcome.GIVE_UP, at);
        keep(delivery);
    }

    /** For people to look at; a heartbeat that did not arrive is of no use to anybody later on. */
    private void keep(AlertDelivery delivery) {
        if (!isHeartbeat(delivery)) {
            post.giveUp(delivery);
        }
    }

    private static boolean isHeartbeat(AlertDelivery delivery) {
        return delivery.getType().equals(HEARTBEAT);
    }

    /** The time of the next attempt has come. */
    void retry(String id, long time, long now) {
        state.delivery(id).filter(delivery -> delivery.getNext() == time).ifPresent(delivery -> {
            if (isOver(delivery)) {
                state.delete(delivery);
                post.suppressed(delivery.getSubscription(), "over");
            } else if (isDisabled(delivery)) {
                delivery.setReason(DISABLED);
                giveUp(delivery, now);
            } else {
                delivery.setNext(0);
                state.put(delivery);
                post.send(delivery);
            }
        });
    }

    /** Whether it says that an alert stands that does not any more: its end may have been told already. */
    private boolean isOver(AlertDelivery delivery) {
        if (delivery.getCount() != 1 || !STANDING.contains(delivery.getType())) {
            return false;
        }
        String alert = alerts.decode(delivery.getAlerts().get(0).array()).getId();
        return state.followed(DeliveryState.followedKey(alert, delivery.getSubscription()))
                // One that stands again is told of by a message of its own.
                .filter(followed -> followed.getSince() <= delivery.getAccepted())
                .isEmpty();
    }

    /** Sends one again that was given up, with all its attempts. */
    void again(AlertDelivery delivery, long now) {
        if (state.delivery(delivery.getId()).isPresent()) {
            return;
        }
        if (isOver(delivery)) {
            post.takeBack(delivery);
            post.suppressed(delivery.getSubscription(), "over");
            return;
        }
        delivery.setAttempt(1);
        delivery.setNext(0);
        delivery.setBegun(now);
        delivery.setReason("");
        state.put(delivery);
        post.takeBack(delivery);
        post.send(delivery);
    }

    // ---- disabled targets ------------------------------------------------------------------------------------------

    private boolean isDisabled(AlertDelivery delivery) {
        return state.isDisabled(disabledKey(delivery), definition(delivery.getTarget()));
    }

    private static String disabledKey(AlertDelivery delivery) {
        return DeliveryState.key(delivery.getSubscription(), delivery.getTarget());
    }

    private String definition(String target) {
        return subscriptions
                .get()
                .target(target)
                .map(TargetDefinition::toString)
                .orElse("");
    }
}
