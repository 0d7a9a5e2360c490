package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.delivery.targets.AlertMessage;
import io.journeytracker.delivery.targets.Notification;
import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.schema.UnreadableRecordException;
import io.journeytracker.subscription.AlertWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What was decided, read out of the outbox, as targets see it. Used by one thread. */
final class Messages {

    /** Types of messages whose alerts wait for somebody. */
    private static final Set<NotificationType> WAITING =
            Set.of(NotificationType.RAISED, NotificationType.REPEATED, NotificationType.ESCALATED);

    private final StoredRecords<AlertDelivery> deliveries = new StoredRecords<>(AlertDelivery.class);
    private final StoredRecords<JourneyAlert> alerts = new StoredRecords<>(JourneyAlert.class);
    private final AcknowledgeLinks links;

    Messages(AcknowledgeLinks links) {
        this.links = links;
    }

    /**
     * A message of the outbox.
     *
     * @param bytes null: it has no value
     * @param from the partition that it was read from
     * @param answer takes what became of it, once
     * @throws UnreadableMessageException if it, or an alert in it, cannot be read, or it is of a type that this version does not know
     */
    Job job(byte[] bytes, Progress from, BiConsumer<AlertDelivery, Job.Outcome> answer)
            throws UnreadableMessageException {
        if (bytes == null) {
            throw new UnreadableMessageException("it has no value", false);
        }
        try {
            AlertDelivery delivery = deliveries.decode(bytes);
            return new Job(delivery, of(delivery), from, outcome -> answer.accept(delivery, outcome));
        } catch (UnreadableRecordException e) {
            throw new UnreadableMessageException(e.getMessage(), e.isNewer());
        }
    }

    private static NotificationType type(AlertDelivery delivery) throws UnreadableMessageException {
        return Stream.of(NotificationType.values())
                .filter(type -> type.label().equals(delivery.getType()))
                .findFirst()
                .orElseThrow(() -> new UnreadableMessageException(
                        "its type is not one that this version knows, probably of a newer application", true));
    }

    private Notification of(AlertDelivery delivery) throws UnreadableMessageException {
        Optional<AlertMessage.Acknowledgement> acknowledgement = Optional.ofNullable(delivery.getAcknowledgedBy())
                .map(by -> new AlertMessage.Acknowledgement(
                        by, delivery.getNote(), Instant.ofEpochMilli(delivery.getAcknowledgedAt())));
        NotificationType type = type(delivery);
        return new Notification(
                delivery.getId(),
                type,
                delivery.getSubscription(),
                delivery.getTeam(),
                delivery.getGroup(),
                delivery.getLanguage(),
                Instant.ofEpochMilli(delivery.getAccepted()),
                delivery.getAttempt(),
                delivery.getAlerts().stream()
                        .map(bytes -> alerts.decode(bytes.array()))
                        .map(alert -> message(alert, acknowledgement, link(delivery, type, alert)))
                        .toList(),
                delivery.getCount(),
                Duration.ofMillis(delivery.getLatest()),
                Duration.ofMillis(delivery.getInterval()));
    }

    private Optional<String> link(AlertDelivery delivery, NotificationType type, JourneyAlert alert) {
        return WAITING.contains(type)
                ? links.link(alert.getId(), delivery.getSubscription(), Instant.ofEpochMilli(delivery.getAccepted()))
                : Optional.empty();
    }

    private static AlertMessage message(
            JourneyAlert a, Optional<AlertMessage.Acknowledgement> acknowledgement, Optional<String> acknowledge) {
        return new AlertMessage(
                a.getId(),
                AlertWords.kind(a),
                a.getSeverity(),
                Optional.ofNullable(a.getOwner()),
                a.getCustomer(),
                a.getPersona(),
                a.getJourney(),
                a.getVersion(),
                a.getStage(),
                a.getRule(),
                Instant.ofEpochMilli(a.getSince()),
                Instant.ofEpochMilli(a.getDue()),
                Instant.ofEpochMilli(a.getRaised()),
                Optional.ofNullable(a.getLastTouchpoint().getEvent()),
                Instant.ofEpochMilli(a.getLastTouchpoint().getTime()),
                Optional.ofNullable(a.getLastTouchpoint().getChannel()),
                Optional.ofNullable(a.getMood()),
                Optional.ofNullable(a.getValue()),
                Optional.ofNullable(a.getCurrency()),
                Optional.ofNullable(a.getResolvedAt()).map(Instant::ofEpochMilli),
                Optional.ofNullable(a.getLink()),
                acknowledgement,
                acknowledge);
    }
}
