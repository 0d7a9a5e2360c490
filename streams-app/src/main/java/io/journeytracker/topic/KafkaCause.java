package io.journeytracker.topic;

import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What went wrong in a Kafka client. */
public final class KafkaCause {

    private static final List<Class<? extends Exception>> OF_SIZE =
            List.of(RecordTooLargeException.class, RecordBatchTooLargeException.class);
    private static final List<Class<? extends Exception>> LASTING = List.of(
            AuthorizationException.class,
            AuthenticationException.class,
            InvalidRecordException.class,
            InvalidTopicException.class,
            PolicyViolationException.class,
            UnsupportedVersionException.class);

    private KafkaCause() {}

    /** In one line: the message of the innermost cause that has one. */
    public static String of(Throwable failure) {
        String message = failure.getClass().getSimpleName();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each.getMessage() != null && !each.getMessage().isBlank()) {
                message = each.getMessage();
            }
        }
        return message.replace('\n', ' ');
    }

    /** Whether Kafka refuses who asks or what is asked, and will the next time: trying again does not help. */
    public static boolean lasts(Throwable failure) {
        return isTooLarge(failure) || isOneOf(LASTING, failure);
    }

    /** Whether a record is larger than its topic takes. */
    public static boolean isTooLarge(Throwable failure) {
        return isOneOf(OF_SIZE, failure);
    }

    private static boolean isOneOf(List<Class<? extends Exception>> kinds, Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            Throwable one = each;
            if (kinds.stream().anyMatch(kind -> kind.isInstance(one))) {
                return true;
            }
        }
        return false;
    }
}
