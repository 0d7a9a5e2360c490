package io.journeytracker.demo;

import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An alert on one line of a terminal. */
final class AlertLine {

    private static final String RESET = "\u001b[0m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String GREEN = "\u001b[32m";
    private static final String MAGENTA = "\u001b[35m";

    private final boolean colour;
    private final DateTimeFormatter time;

    AlertLine(boolean colour, ZoneId zone) {
        this.colour = colour;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
    }

    String of(JourneyAlert alert) {
        String line = String.format(
                Locale.ROOT,
                "%s  %-18s %-9s %-14s %-18s since %s",
                at(alert.getRaised()),
                what(alert),
                alert.getSeverity(),
                alert.getStage(),
                alert.getCustomer(),
                at(alert.getSince()));
        return colour(alert) + line + details(alert) + (colour ? RESET : "");
    }

    private static String what(JourneyAlert alert) {
        String kind = alert.getKind().name();
        return switch (alert.getState()) {
            case RAISED -> kind;
            case RESOLVED -> kind.toLowerCase(Locale.ROOT) + " resolved";
            default -> kind.toLowerCase(Locale.ROOT) + " retracted";
        };
    }

    private String at(long millis) {
        return time.format(Instant.ofEpochMilli(millis));
    }

    private static String details(JourneyAlert alert) {
        StringBuilder details = new StringBuilder();
        if (alert.getState() == AlertState.RAISED) {
            details.append("  rule ").append(alert.getRule());
            if (alert.getOwner() != null) {
                details.append(", owner ").append(alert.getOwner());
            }
            if (alert.getLastTouchpoint().getEvent() != null) {
                details.append(", last ").append(alert.getLastTouchpoint().getEvent());
            }
            if (alert.getMood() != null) {
                details.append(String.format(Locale.ROOT, ", mood %.1f", alert.getMood()));
            }
            if (alert.getValue() != null) {
                details.append(String.format(
                        Locale.ROOT,
                        ", %.2f %s",
                        alert.getValue(),
                        alert.getCurrency() == null ? "" : alert.getCurrency()));
            }
        }
        return details.toString().stripTrailing();
    }

    private String colour(JourneyAlert alert) {
        if (!colour) {
            return "";
        }
        if (alert.getState() != AlertState.RAISED) {
            return GREEN;
        }
        if (alert.getKind() == AlertKind.CHURN) {
            return MAGENTA;
        }
        return "critical".equals(alert.getSeverity()) ? RED : YELLOW;
    }
}
