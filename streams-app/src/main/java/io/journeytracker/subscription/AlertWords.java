package io.journeytracker.subscription;

import io.journeytracker.schema.JourneyAlert;
import java.util.Locale;

/** Values of alerts as subscriptions and messages write them. */
public final class AlertWords {

    private AlertWords() {}

    /** For instance {@code stall}. */
    public static String kind(JourneyAlert alert) {
        return alert.getKind().name().toLowerCase(Locale.ROOT);
    }
}
