package io.journeytracker.replay;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a positive duration as journey maps write it: 90s, 30m, 2h, 14d; a day is 24 hours. */
public final class MapDuration implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400);
    private static final long LONGEST = 3650L * 86_400;

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        long seconds = form.matches() ? Long.parseLong(form.group(1)) * SECONDS.get(form.group(2)) : 0;
        if (seconds < 1 || seconds > LONGEST) {
            throw new TypeConversionException(
                    "'" + text + "'; expected a duration such as 90s, 30m, 2h or 14d, at most 3650d");
        }
        return Duration.ofSeconds(seconds);
    }
}
