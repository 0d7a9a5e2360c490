package io.journeytracker.definition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The channels that a map's figures tell apart. */
final class Channels {

    /** The channels that the documentation names. */
    static final List<String> DOCUMENTED = List.of(
            "web",
            "app",
            "e-mail",
            "phone",
            "store",
            "chat",
            "social",
            "search",
            "ad",
            "direct-mail",
            "word-of-mouth",
            "review",
            "survey");

    /** Stands for every channel that is neither documented nor named in the map. */
    static final String OTHER = "other";

    private Channels() {}

    /** The documented ones, then those that only the rules name in their order, then {@code other}. */
    static List<String> of(Stream<EventRule> rules) {
        Set<String> channels = new LinkedHashSet<>(DOCUMENTED);
        rules.flatMap(rule -> rule.channel().stream())
                .filter(channel -> !channel.equals(OTHER))
                .forEach(channels::add);
        channels.add(OTHER);
        return List.copyOf(channels);
    }
}
