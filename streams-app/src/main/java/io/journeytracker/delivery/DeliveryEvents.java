package io.journeytracker.delivery;

import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.DeliveryEvent;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.schema.UnreadableRecordException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads what the desk hears. What cannot be read, or holds something that cannot, is the record's fault and goes to the dead letters; of stored state
 * the same would mean that nothing can go on. So all of it is looked at here, before any state is. Used by one thread.
 */
final class DeliveryEvents {

    private final StoredRecords<DeliveryEvent> events = new StoredRecords<>(DeliveryEvent.class);
    private final StoredRecords<AlertDelivery> deliveries = new StoredRecords<>(AlertDelivery.class);
    private final StoredRecords<JourneyAlert> alerts = new StoredRecords<>(JourneyAlert.class);

    /** @throws SerializationException if it is no event, or says nothing that this version knows */
    DeliveryEvent read(byte[] bytes) {
        if (bytes == null) {
            throw new SerializationException("the record has no value, expected a DeliveryEvent");
        }
        try {
            DeliveryEvent event = events.decode(bytes);
            if (event.getAlert() != null) {
                alerts.decode(event.getAlert().array());
            } else if (event.getAgain() != null) {
                AlertDelivery again = deliveries.decode(event.getAgain().array());
                again.getAlerts().forEach(alert -> alerts.decode(alert.array()));
            } else if (event.getAnswer() == null
                    && event.getAcknowledgement() == null
                    && event.getHeartbeat() == null) {
                throw new SerializationException("an event that says nothing that this version knows");
            }
            return event;
        } catch (UnreadableRecordException e) {
            // Without its cause, which stands for state that cannot be read.
            throw new SerializationException(e.getMessage());
        }
    }
}
