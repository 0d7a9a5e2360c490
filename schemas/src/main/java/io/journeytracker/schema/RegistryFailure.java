package io.journeytracker.schema;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.SerializationException;

/** Tells the registry's failures from those of the records: Confluent's classes throw the same exception for both. */
final class RegistryFailure {

    private RegistryFailure() {}

    /** What to throw instead of {@code failure}, which came from Confluent's classes. */
    static RuntimeException of(RuntimeException failure, String topic, Object registry) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException answer) {
                return answered(answer, failure, topic, registry);
            }
            if (cause instanceof SocketException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLException
                    || cause instanceof InterruptedIOException) {
                return unavailable(cause, failure, topic, registry);
            }
        }
        return failure;
    }

    private static RuntimeException answered(
            RestClientException answer, RuntimeException failure, String topic, Object registry) {
        return switch (answer.getStatus()) {
            case 404 ->
                new SerializationException(
                        "The schema registry at %s does not know the schema of a record of %s (with auto.register.schemas=false it must be registered before): %s"
                                .formatted(registry, topic, answer.getMessage()),
                        failure);
            case 409 ->
                new SerializationException(
                        "The schema registry at %s refuses the schema of a record of %s, as not compatible with the registered ones: %s"
                                .formatted(registry, topic, answer.getMessage()),
                        failure);
            case 401, 403, 408, 425, 429 -> unavailable(answer, failure, topic, registry);
            default -> answer.getStatus() >= 500 ? unavailable(answer, failure, topic, registry) : failure;
        };
    }

    private static RuntimeException unavailable(
            Throwable cause, RuntimeException failure, String topic, Object registry) {
        return new RegistryUnavailableException(
                "The schema registry at %s cannot be asked for the schema of a record of %s: %s"
                        .formatted(registry, topic, cause.getMessage()),
                failure);
    }
}
