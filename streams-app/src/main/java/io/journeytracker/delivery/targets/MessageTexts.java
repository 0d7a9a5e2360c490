package io.journeytracker.delivery.targets;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What messages say to people, in the languages that there are. Plain text: whoever shows it must make it harmless for the place. */
public final class MessageTexts {

    /** ISO 639 codes. */
    public static final List<String> LANGUAGES = List.of("en", "de");

    private static final ResourceBundle.Control NO_OTHER =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final ResourceBundle words;

    private MessageTexts(String language) {
        this.locale = Locale.forLanguageTag(language);
        this.words = ResourceBundle.getBundle("io.journeytracker.delivery.messages", locale, NO_OTHER);
    }

    /** @throws java.util.MissingResourceException if it is none of {@link #LANGUAGES} */
    public static MessageTexts in(String language) {
        return new MessageTexts(language);
    }

    /** One line: what happened, where, how often. */
    public String title(Notification n) {
        String what = n.count() == 1 ? one(n.first()) : many(n);
        return n.type() == NotificationType.DIGEST
                ? format("digest", what, duration(n.latest()))
                : format(n.type().label(), what);
    }

    private String one(AlertMessage alert) {
        return format(alert.kind(), alert.customer(), alert.journey(), alert.stage());
    }

    private String many(Notification n) {
        return n.group().isEmpty() ? format("many", n.count()) : format("grouped", n.count(), n.group());
    }

    /** One line about one alert: who, what, since when. */
    public String line(AlertMessage alert) {
        return format("line", one(alert), duration(Duration.between(alert.since(), alert.raised())));
    }

    /** That there are others; never called for none. */
    public String more(int count) {
        return format("more", count);
    }

    /** Who takes care, and what they say. */
    public String acknowledgement(AlertMessage.Acknowledgement acknowledgement) {
        return acknowledgement.note().isBlank()
                ? acknowledgement.by()
                : format("noted", acknowledgement.by(), acknowledgement.note());
    }

    /** Why somebody gets a message. */
    public String reason(Notification n) {
        return format("reason", n.subscription(), n.team());
    }

    /** What a link to a customer is called. */
    public String open(String customer) {
        return format("open", customer);
    }

    /** What a link is called by which somebody says that they take care of a customer. */
    public String acknowledge(String customer) {
        return format("acknowledge", customer);
    }

    /** For instance {@code 2 h 5 min}. */
    public String duration(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes < 1) {
            return format("seconds", Math.max(0, duration.toSeconds()));
        }
        if (minutes < 60) {
            return format("minutes", minutes);
        }
        return minutes < 48 * 60
                ? format("hours", minutes / 60, minutes % 60)
                : format("days", minutes / 1440, minutes / 60 % 24);
    }

    private String format(String key, Object... values) {
        return new MessageFormat(words.getString(key), locale).format(values);
    }
}
