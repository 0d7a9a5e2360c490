package io.journeytracker.delivery.sending;

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

/** Messages as targets see them, of what was decided. Used by one thread. */
final class Messages {

    private final StoredRecords<JourneyAlert> alerts = new StoredRecords<>(JourneyAlert.class);

    Notification of(AlertDelivery delivery) {
        Optional<AlertMessage.Acknowledgement> acknowledgement = Optional.ofNullable(delivery.getAcknowledgedBy())
                .map(by -> new AlertMessage.Acknowledgement(
                        by, delivery.getNote(), Instant.ofEpochMilli(delivery.getAcknowledgedAt())));
        return new Notification(
                delivery.getId(),
                NotificationType.valueOf(delivery.getType().toUpperCase(Locale.ROOT)),
                delivery.getSubscription(),
                delivery.getTeam(),
                delivery.getGroup(),
                delivery.getLanguage(),
                Instant.ofEpochMilli(delivery.getAccepted()),
                delivery.getAttempt(),
                delivery.getAlerts().stream()
                        .map(bytes -> alert(alerts.decode(bytes.array()), acknowledgement))
                        .toList(),
                delivery.getCount(),
                Duration.ofMillis(delivery.getLatest()));
    }

    private static AlertMessage alert(JourneyAlert a, Optional<AlertMessage.Acknowledgement> acknowledgement) {
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
                acknowledgement);
    }
}
