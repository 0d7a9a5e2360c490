package io.journeytracker.delivery.targets;

import io.journeytracker.config.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses are not those of a receiver on the public Internet. Of IPv4 all special ones are listed, of IPv6 only what is global unicast is
 * taken at all, and of that nothing that carries another address inside.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's special addresses of IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">and of IPv6</a>
 */
final class SpecialAddresses {

    /** What a special address is for. */
    enum Kind {
        /** Answers with a machine's credentials: clouds' metadata services, also where their addresses look public or private. */
        METADATA("of a metadata service", false),
        LOOPBACK("of this machine itself", true),
        PRIVATE("private", true),
        LINK_LOCAL("link-local", false),
        MULTICAST("multicast or broadcast", false),
        RESERVED("reserved", false),
        TRANSLATED("one that carries another address inside", false);

        private final String words;
        private final boolean named;

        Kind(String words, boolean named) {
            this.words = words;
            this.named = named;
        }

        /** For a message: an address that is ... */
        String words() {
            return words;
        }

        /** Whether a name on the allow-list is enough; else the allow-list must hold the address itself. */
        boolean opensByName() {
            return named;
        }
    }

    private record Special(Kind kind, Network network) {}

    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

    /** The first that fits counts. */
    private static final List<Special> LIST = list();

    private SpecialAddresses() {}

    private static List<Special> list() {
        List<Special> list = new ArrayList<>();
        add(list, Kind.METADATA, "169.254.169.254", "169.254.170.0/24", "fd00:ec2::/64", "100.100.100.200");
        add(list, Kind.METADATA, "168.63.129.16", "192.0.0.192", "fd20:ce::254");
        add(list, Kind.LOOPBACK, "127.0.0.0/8", "::1");
        add(list, Kind.PRIVATE, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");
        add(list, Kind.LINK_LOCAL, "169.254.0.0/16", "fe80::/10", "fec0::/10");
        add(list, Kind.MULTICAST, "224.0.0.0/4", "255.255.255.255", "ff00::/8");
        add(list, Kind.RESERVED, "0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24");
        add(list, Kind.RESERVED, "203.0.113.0/24", "240.0.0.0/4", "2001:db8::/32", "3fff::/20");
        // 6to4 and its relays, Teredo and its neighbours, NAT64 with its local form, IPv4 in IPv6's clothes.
        add(
                list,
                Kind.TRANSLATED,
                "192.88.99.0/24",
                "2002::/16",
                "2001::/23",
                "64:ff9b::/96",
                "64:ff9b:1::/48",
                "::/96");
        add(list, Kind.TRANSLATED, "::ffff:0:0:0/96");
        return List.copyOf(list);
    }

    private static void add(List<Special> list, Kind kind, String... networks) {
        Stream.of(networks).map(Network::parse).forEach(network -> list.add(new Special(kind, network)));
    }

    /** Empty: an ordinary address of the Internet. */
    static Optional<Kind> kind(InetAddress address) {
        byte[] bytes = address.getAddress();
        Optional<Kind> listed = LIST.stream()
                .filter(special -> special.network().contains(bytes))
                .map(Special::kind)
                .findFirst();
        boolean unlisted = address instanceof Inet6Address && !GLOBAL_UNICAST.contains(bytes);
        return listed.isEmpty() && unlisted ? Optional.of(Kind.RESERVED) : listed;
    }
}
