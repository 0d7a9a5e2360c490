package io.journeytracker.delivery.targets;

import io.journeytracker.config.InternalReceivers;
import io.journeytracker.yaml.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Addresses as targets have them. Every host has one way of being written, so that whoever reads it, a person, the check or a library, reads the
 * same: no number in another base, no user in front, no dot at the end, no letters beyond ASCII, no scope.
 */
final class WebAddress {

    /** For messages. */
    static final String EXPECTED = "an http or https address without user and fragment, with a plain host and port";

    private static final int LONGEST = 2_000;
    private static final int LOWEST_FREE_PORT = 1_024;
    private static final int HIGHEST_PORT = 65_535;
    private static final Set<Integer> WEB = Set.of(80, 443);
    private static final Set<Integer> MAIL = Set.of(25, 465, 587);

    /** Free ports at which something else than a receiver usually listens: those that browsers block, and common stores. */
    private static final Set<Integer> OTHER_SERVICES = Set.of(
            1719, 1720, 1723, 2049, 3306, 3659, 4045, 4190, 5060, 5061, 5432, 6000, 6379, 6566, 6665, 6666, 6667, 6668,
            6669, 6679, 6697, 10080, 11211, 27017);

    private static final String PART = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(PART + "(\\." + PART + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:]*");

    private WebAddress() {}

    /** An http or https address, of a file of subscriptions. */
    static Optional<URI> read(Value value) {
        return value.text().flatMap(text -> {
            try {
                return Optional.of(parse(text));
            } catch (RefusedAddressException wrong) {
                return value.fail(wrong.getMessage() + "; expected " + EXPECTED);
            }
        });
    }

    /** @throws RefusedAddressException if it is none; the message does not repeat it, since it may be a secret */
    static URI parse(String text) throws RefusedAddressException {
        try {
            URI uri = new URI(text);
            check(uri);
            return uri;
        } catch (URISyntaxException noAddress) {
            throw new RefusedAddressException("is no address");
        }
    }

    /** @throws RefusedAddressException if it is no address that targets by HTTP have */
    static void check(URI uri) throws RefusedAddressException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new RefusedAddressException("is no http or https address");
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawFragment() != null
                || uri.toString().length() > LONGEST) {
            throw new RefusedAddressException("has a user or a fragment, or is too long");
        }
        if (uri.getHost() == null) {
            throw new RefusedAddressException("has no plain host");
        }
        host(uri.getHost());
        checkPort(port(uri), WEB);
    }

    static int port(URI uri) {
        int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return uri.getPort() == -1 ? usual : uri.getPort();
    }

    /** @throws RefusedAddressException if mail is not sent through this port */
    static void checkMailPort(int port) throws RefusedAddressException {
        checkPort(port, MAIL);
    }

    private static void checkPort(int port, Set<Integer> usual) throws RefusedAddressException {
        boolean free = port >= LOWEST_FREE_PORT && port <= HIGHEST_PORT && !OTHER_SERVICES.contains(port);
        if (!free && !usual.contains(port)) {
            throw new RefusedAddressException("has port " + port + ", which is not one of a receiver");
        }
    }

    /**
     * The host in its one form: small letters, an IPv6 address without brackets.
     *
     * @throws RefusedAddressException if it is written in any other way than names and addresses usually are
     */
    static String host(String written) throws RefusedAddressException {
        String host = written.toLowerCase(Locale.ROOT);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (!InternalReceivers.isHostName(host) && !isLiteral(host)) {
            throw new RefusedAddressException(
                    "has an oddly written host; expected a name in ASCII, or an address in its usual form");
        }
        return host;
    }

    /** Whether a host in its one form is an address itself, and no name. */
    static boolean isLiteral(String host) {
        return IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
    }
}
