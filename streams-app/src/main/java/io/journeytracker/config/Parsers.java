package io.journeytracker.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Readers of settings' values. Each throws {@link IllegalArgumentException} where the text is none. */
final class Parsers {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(MB|GB)");
    private static final Pattern ADDRESS = Pattern.compile("(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Parsers() {}

    static Function<String, String> matching(String pattern) {
        return text -> {
            check(text.matches(pattern));
            return text;
        };
    }

    static Function<String, Integer> whole(int least, int most) {
        return text -> {
            int value = Integer.parseInt(text);
            check(value >= least && value <= most);
            return value;
        };
    }

    static Function<String, Integer> replication() {
        return text -> {
            int value = Integer.parseInt(text);
            check(value == -1 || value >= 1 && value <= 16);
            return value;
        };
    }

    static Function<String, Boolean> flag() {
        return text -> {
            check(text.equals("true") || text.equals("false"));
            return text.equals("true");
        };
    }

    static Function<String, Duration> duration(Duration least, Duration most) {
        return text -> {
            Matcher match = DURATION.matcher(text);
            check(match.matches());
            Duration value =
                    Duration.ofMillis(Math.multiplyExact(Long.parseLong(match.group(1)), MILLIS.get(match.group(2))));
            check(value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
            return value;
        };
    }

    static Function<String, Optional<Duration>> orAuto(Duration least, Duration most) {
        Function<String, Duration> duration = duration(least, most);
        return text -> text.equals("auto") ? Optional.empty() : Optional.of(duration.apply(text));
    }

    static Function<String, Optional<Duration>> retention() {
        Function<String, Duration> duration = duration(Duration.ofMinutes(1), Duration.ofDays(36_500));
        return text -> text.equals("forever") ? Optional.empty() : Optional.of(duration.apply(text));
    }

    static Function<String, Long> size(long least) {
        return text -> {
            Matcher match = SIZE.matcher(text.toUpperCase(Locale.ROOT));
            check(match.matches());
            long bytes = Long.parseLong(match.group(1)) << (match.group(2).equals("MB") ? 20 : 30);
            check(bytes >= least);
            return bytes;
        };
    }

    static Function<String, Path> directory() {
        return text -> {
            Path path = Path.of(text).toAbsolutePath().normalize();
            check(!text.isBlank());
            return path;
        };
    }

    static Function<String, Optional<Path>> optionalFile() {
        return text -> Optional.of(text)
                .filter(any -> !any.isBlank())
                .map(any -> Path.of(any).toAbsolutePath().normalize());
    }

    static Function<String, List<Path>> files() {
        return text -> Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(any -> !any.isEmpty())
                .map(any -> Path.of(any).toAbsolutePath().normalize())
                .toList();
    }

    static Function<String, Set<Role>> roles() {
        return text -> {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            for (String word : text.split("\\s*,\\s*")) {
                check(word.equals(word.toLowerCase(Locale.ROOT)));
                roles.add(Role.valueOf(word.toUpperCase(Locale.ROOT)));
            }
            return Collections.unmodifiableSet(roles);
        };
    }

    static Function<String, List<Network>> networks() {
        return text -> Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(any -> !any.isEmpty())
                .map(Network::parse)
                .toList();
    }

    static Function<String, List<String>> list() {
        return text -> Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(any -> !any.isEmpty())
                .toList();
    }

    static Function<String, List<String>> someOf(Set<String> words) {
        return text -> {
            List<String> found = list().apply(text);
            check(!found.isEmpty() && words.containsAll(found));
            return found;
        };
    }

    static Function<String, List<String>> names() {
        return text -> {
            List<String> names = list().apply(text);
            names.forEach(
                    name -> check(name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}") && !name.startsWith("whsec_")));
            return names;
        };
    }

    /** Without a slash at the end. */
    static Function<String, Optional<String>> origin() {
        return text -> {
            check(text.isEmpty() || text.matches("https?://[A-Za-z0-9.\\[\\]:-]+/?"));
            return Optional.of(text.replaceFirst("/$", "")).filter(any -> !any.isEmpty());
        };
    }

    static Function<String, Optional<String>> link() {
        return text -> {
            check(text.isEmpty() || text.matches("https?://\\S+") && text.contains("{customer}"));
            return Optional.of(text).filter(any -> !any.isEmpty());
        };
    }

    static Function<String, Optional<String>> address() {
        return text -> {
            Matcher match = ADDRESS.matcher(text);
            check(text.isEmpty() || match.matches());
            if (!text.isEmpty()) {
                int port = Integer.parseInt(match.group(1));
                check(port >= 1 && port <= 65535);
            }
            return Optional.of(text).filter(any -> !any.isEmpty());
        };
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("not as expected");
        }
    }
}
