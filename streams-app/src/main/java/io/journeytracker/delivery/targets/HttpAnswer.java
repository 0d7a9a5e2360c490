package io.journeytracker.delivery.targets;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * What came back.
 *
 * @param retryAfter the header of that name as it came; empty: none
 * @param body the first {@link OutboundHttp#LONGEST_BODY} bytes as UTF-8; comes from outside
 */
public record HttpAnswer(int status, Optional<String> retryAfter, String body) {

    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Set<Integer> NOT_AS_EXPECTED = Set.of(400, 413, 422);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** As Standard Webhooks 1.0 says: 2xx is success, 410 disables, 429 and 503 may say when to come again, all else (3xx too) is tried again. */
    public Answer asWebhook(Instant now) {
        if (status >= 200 && status < 300) {
            return Answer.DELIVERED;
        }
        String reason = "HTTP status " + status;
        if (status == GONE) {
            return Answer.disable(reason);
        }
        return status == TOO_MANY || status == UNAVAILABLE ? new Answer.Retry(reason, wait(now)) : Answer.retry(reason);
    }

    /** As {@link #asWebhook}, but that an interface which names what is wrong with a message (400, 413, 422) is not told the same again. */
    public Answer asApi(Instant now) {
        return NOT_AS_EXPECTED.contains(status) ? Answer.giveUp("HTTP status " + status) : asWebhook(now);
    }

    /** What Retry-After asks for, a number of seconds or a date; at most a day. */
    public Optional<Duration> wait(Instant now) {
        return retryAfter.map(String::strip).flatMap(text -> seconds(text, now)).map(HttpAnswer::bounded);
    }

    private static Optional<Duration> seconds(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
