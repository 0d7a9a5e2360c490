package io.journeytracker.delivery.targets;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Messages to try targets with. */
public final class Samples {

    public static final Instant DUE = Instant.parse("2026-03-02T10:00:00Z");

    private Samples() {}

    public static AlertMessage alert(String customer) {
        return new AlertMessage(
                "0123456789abcdef0123456789abcdef",
                "stall",
                "critical",
                Optional.of("shop"),
                customer,
                "any",
                "shop",
                3,
                "checkout",
                "stall",
                DUE.minusSeconds(1800),
                DUE,
                DUE.plusMillis(250),
                Optional.of("add_to_cart"),
                DUE.minusSeconds(1800),
                Optional.of("web"),
                Optional.of(-0.5),
                Optional.of(99.5),
                Optional.of("EUR"),
                Optional.empty(),
                Optional.of("https://journeys.example/c/" + customer),
                Optional.empty(),
                Optional.empty());
    }

    /** One in which everything that comes from outside is this text. */
    public static AlertMessage hostile(String text) {
        Optional<String> some = Optional.of(text);
        return new AlertMessage(
                "0123456789abcdef0123456789abcdef",
                "churn",
                "warning",
                some,
                text,
                text,
                text,
                3,
                text,
                text,
                DUE.minusSeconds(1800),
                DUE,
                DUE.plusMillis(250),
                some,
                DUE.minusSeconds(1800),
                some,
                Optional.empty(),
                Optional.empty(),
                some,
                Optional.of(DUE.plusSeconds(30)),
                Optional.of("https://journeys.example/c?q=" + text),
                Optional.of(new AlertMessage.Acknowledgement(text, text, DUE)),
                Optional.of("https://journeys.example/acknowledge/1?for=" + text));
    }

    /** About nothing, every minute. */
    static Notification heartbeat(String language) {
        return new Notification(
                "msg_2",
                NotificationType.HEARTBEAT,
                "watch",
                "Platform",
                "",
                language,
                DUE.plusSeconds(1),
                1,
                List.of(),
                0,
                Duration.ZERO,
                Duration.ofMinutes(1));
    }

    public static Notification notification(NotificationType type, String language, AlertMessage alert, int count) {
        return new Notification(
                "msg_1",
                type,
                "checkout-desk",
                "Shop service",
                count == 1 ? "" : "stage=checkout",
                language,
                DUE.plusSeconds(1),
                1,
                List.copyOf(Collections.nCopies(Math.min(count, Notification.MOST_ALERTS), alert)),
                count,
                type == NotificationType.DIGEST ? Duration.ofMinutes(95) : Duration.ZERO,
                Duration.ZERO);
    }
}
