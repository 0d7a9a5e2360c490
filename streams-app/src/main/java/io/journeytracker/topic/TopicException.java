package io.journeytracker.topic;

/** Topics that cannot be made or do not fit, or no broker that answers; the message says all of it. */
public final class TopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TopicException(String message) {
        super(message);
    }

    public TopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
