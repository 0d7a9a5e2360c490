package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.delivery.targets.AlertMessage;
import io.journeytracker.delivery.targets.Notification;
import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.subscription.AlertWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Messages as targets see them, of what was decided. Used by one thread. */
final class Messages {

    /** Types of messages whose alerts wait for somebody. */
    private static final Set<NotificationType> WAITING =
            Set.of(NotificationType.RAISED, NotificationType.REPEATED, NotificationType.ESCALATED);

    private final StoredRecords<JourneyAlert> alerts = new StoredRecords<>(JourneyAlert.class);
    private final AcknowledgeLinks links;

    Messages(AcknowledgeLinks links) {
        this.links = links;
    }

    Notification of(AlertDelivery delivery) {
        Optional<AlertMessage.Acknowledgement> acknowledgement = Optional.ofNullable(delivery.getAcknowledgedBy())
                .map(by -> new AlertMessage.Acknowledgement(
                        by, delivery.getNote(), Instant.ofEpochMilli(delivery.getAcknowledgedAt())));
        NotificationType type = NotificationType.valueOf(delivery.getType().toUpperCase(Locale.ROOT));
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
                Duration.ofMillis(delivery.getLatest()));
    }

    private Optional<String> link(AlertDelivery delivery, NotificationType type, JourneyAlert alert) {
        return WAITING.contains(type)
                ? links.link(
                        alert.getId(), delivery.getSubscription(), Instant.ofEpochMilli(delivery.getAccepted()))
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
