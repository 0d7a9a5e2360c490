package io.journeytracker.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Receivers inside the own network that messages may go to. Everything else that is not on the public Internet is refused.
 *
 * @param names of hosts, in small letters, whose addresses may be private ones
 * @param networks whose addresses may be sent to whatever they are
 */
public record InternalReceivers(Set<String> names, List<Network> networks) {

    public static final InternalReceivers NONE = new InternalReceivers(Set.of(), List.of());

    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    public InternalReceivers {
        names = Set.copyOf(names);
        networks = List.copyOf(networks);
    }

    /** Whether it is a host's name in small letters. The last label begins with a letter, so that no number in any base is a name. */
    public static boolean isHostName(String text) {
        return NAME.matcher(text).matches();
    }

    /** @throws IllegalArgumentException if one between the commas is neither a host's name nor an address nor a network */
    public static InternalReceivers parse(String text) {
        Set<String> names = new LinkedHashSet<>();
        List<Network> networks = new ArrayList<>();
        for (String entry : text.split(",")) {
            String word = entry.strip().toLowerCase(Locale.ROOT);
            if (isHostName(word)) {
                names.add(word);
            } else if (!word.isEmpty()) {
                networks.add(Network.parse(word));
            }
        }
        return new InternalReceivers(names, networks);
    }
}
