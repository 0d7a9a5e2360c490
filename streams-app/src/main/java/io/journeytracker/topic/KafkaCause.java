package io.journeytracker.topic;

/** What went wrong in a Kafka client, in one line. */
public final class KafkaCause {

    private KafkaCause() {}

    /** The message of the innermost cause that has one. */
    public static String of(Throwable failure) {
        String message = failure.getClass().getSimpleName();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each.getMessage() != null && !each.getMessage().isBlank()) {
                message = each.getMessage();
            }
        }
        return message.replace('\n', ' ');
    }
}
