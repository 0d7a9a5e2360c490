package io.journeytracker.schema;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Tells the registry's failures from those of the records: Confluent's classes throw the same exception for both. */
final class RegistryFailure {

    private RegistryFailure() {}

    /** What to throw instead of {@code failure}, which came from Confluent's classes. */
    static RuntimeException of(RuntimeException failure, String topic, Object registry) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isRegistrys(cause)) {
                return new RegistryUnavailableException(
                        "The schema registry at %s cannot be asked for the schema of a record of %s: %s"
                                .formatted(registry, topic, cause.getMessage()),
                        failure);
            }
        }
        return failure;
    }

    private static boolean isRegistrys(Throwable cause) {
        if (cause instanceof RestClientException answer) {
            // 404 (no such schema) and 422 (invalid) are about the record; being refused or broken is not.
            return answer.getStatus() >= 500 || answer.getStatus() == 401 || answer.getStatus() == 403;
        }
        return cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException
                || cause instanceof InterruptedIOException;
    }
}
