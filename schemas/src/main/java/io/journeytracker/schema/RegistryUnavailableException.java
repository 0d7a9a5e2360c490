package io.journeytracker.schema;

import org.apache.kafka.common.KafkaException;

/**
 * The schema registry could not be asked (unreachable, refused, broken), so that it is not known whether a record is
 * readable. Unlike {@link org.apache.kafka.common.errors.SerializationException} it says nothing against the record:
 * such a record must be tried again, not put aside.
 */
public final class RegistryUnavailableException extends KafkaException {

    private static final long serialVersionUID = 1;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
