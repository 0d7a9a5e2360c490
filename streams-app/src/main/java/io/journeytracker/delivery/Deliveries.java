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

    private static final String DISABLED = "the target is disabled";

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

    private static AlertDelivery message(Subscription subscription, String type, long now) {
        AlertDelivery message = new AlertDelivery();
        message.setId("");
        message.setType(type);
        message.setSubscription(subscription.name());
        message.setTeam(subscription.team());
        message.setLanguage(subscription.language());
        message.setTarget("");
        message.setAccepted(now);
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
                post.giveUp(delivery);
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
            case BUSY ->
                wait(delivery, at + after.orElse(Duration.ofSeconds(30)).toMillis());
            case RETRY -> failed(delivery, after, at);
            case DISABLE -> {
                state.disable(disabledKey(delivery), definition(delivery.getTarget()));
                giveUp(delivery, at);
            }
            default -> giveUp(delivery, at);
        }
    }

    private void failed(AlertDelivery delivery, Optional<Duration> after, long at) {
        List<Duration> retries = subscriptions
                .get()
                .target(delivery.getTarget())
                .map(TargetDefinition::retries)
                .orElse(TargetDefinition.USUAL_RETRIES);
        Optional<Duration> pause = Backoff.after(retries, delivery.getAttempt(), after, delivery.getId());
        if (pause.isEmpty()) {
            giveUp(delivery, at);
            return;
        }
        delivery.setAttempt(delivery.getAttempt() + 1);
        post.answered(delivery, DeliveryOutcome.RETRY, at);
        wait(delivery, at + pause.get().toMillis());
    }

    private void wait(AlertDelivery delivery, long until) {
        delivery.setNext(state.timer(until, Timer.RETRY, delivery.getId()));
        state.put(delivery);
    }

    private void giveUp(AlertDelivery delivery, long at) {
        state.delete(delivery);
        post.answered(delivery, DeliveryOutcome.GIVE_UP, at);
        post.giveUp(delivery);
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
    void again(AlertDelivery delivery) {
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
