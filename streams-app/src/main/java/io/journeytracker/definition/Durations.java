package io.journeytracker.definition;

import io.journeytracker.yaml.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as maps and subscriptions write them: a whole number and one of s, m, h, d (24 hours). */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final String EXPECTED = "a duration such as 90s, 30m, 2h or 14d";

    private Durations() {}

    /** More than zero. */
    public static Optional<Duration> positive(Value value) {
        return read(value)
                .flatMap(duration ->
                        duration.isZero() ? value.fail("is nothing; expected more than 0s") : Optional.of(duration));
    }

    /** Zero or more. */
    public static Optional<Duration> read(Value value) {
        return value.written(EXPECTED).flatMap(text -> {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                return value.fail("is " + text + "; expected " + EXPECTED);
            }
            Duration duration = Duration.ofSeconds(Long.parseLong(form.group(1)) * seconds(form.group(2)));
            return duration.compareTo(LONGEST) <= 0
                    ? Optional.of(duration)
                    : value.fail("is " + text + "; expected at most 3650d (ten years)");
        });
    }

    /** As a map would write it, in the largest unit that fits. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        for (String unit : new String[] {"d", "h", "m"}) {
            if (seconds != 0 && seconds % seconds(unit) == 0) {
                return seconds / seconds(unit) + unit;
            }
        }
        return seconds + "s";
    }

    private static long seconds(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
    }
}
