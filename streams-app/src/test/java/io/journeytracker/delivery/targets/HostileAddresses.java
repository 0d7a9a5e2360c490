package io.journeytracker.delivery.targets;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Addresses that somebody might write into a target to reach what only this machine can. */
final class HostileAddresses {

    /** This machine, written so that a check that compares texts or looks things up its own way does not notice. */
    private static final List<String> HOSTS = List.of(
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "127.00.0.1",
            "127.000.000.001",
            "0177.0.0.1",
            "0177.0.0.01",
            "0177.1",
            "017700000001",
            "00000177.0.0.1",
            "2130706433",
            "02130706433",
            "0x7f000001",
            "0x7F.0x0.0x0.0x1",
            "0x7f.1",
            "0x7f.0.0.1",
            "0X7F000001",
            "6425673729",
            "127.0.0.1.",
            "127.0.0.1..",
            ".127.0.0.1",
            "127。0。0。1",
            "１２７.0.0.1",
            "①②⑦.0.0.1",
            "127%2e0%2e0%2e1",
            "%31%32%37.0.0.1",
            "127.0.0.256",
            "127.0.0.1%00",
            "127.127.127.127",
            "127.255.255.254",
            "0.0.0.0",
            "0",
            "0x0",
            "00",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "lⓞcalhost",
            "ｌocalhost",
            "xn--",
            "-localhost",
            "local_host",
            // IPv6, with and without IPv4 inside.
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
            "[0000::0001]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[0:0:0:0:0:ffff:127.0.0.1]",
            "[::127.0.0.1]",
            "[::7f00:1]",
            "[::ffff:0:127.0.0.1]",
            "[::ffff:0:7f00:1]",
            "[64:ff9b::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::7f00:1]",
            "[2002:7f00:1::]",
            "[2002:7f00:1:0:0:0:0:1]",
            "[2001:0:7f00:1::]",
            "[2001:0:0:0:0:0:80ff:fffe]",
            "[fe80::1]",
            "[fe80::1%25lo]",
            "[::1%25lo]",
            "[fec0::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            "[ff05::2]",
            "[2001:db8::1]",
            "[100::1]",
            "[::ffff:8.8.8.8]",
            "[4000::1]",
            // What only machines of a cloud, a network or an operator reach.
            "169.254.169.254",
            "169.254.170.2",
            "2852039166",
            "0xa9fea9fe",
            "169.254.1.1",
            "168.63.129.16",
            "100.100.100.200",
            "192.0.0.192",
            "10.0.0.1",
            "10.255.255.255",
            "172.16.0.1",
            "172.31.255.254",
            "192.168.0.1",
            "192.168.255.255",
            "100.64.0.1",
            "100.127.255.254",
            "198.18.0.1",
            "192.0.2.1",
            "198.51.100.7",
            "203.0.113.9",
            "192.88.99.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "0.1.2.3");

    /** Whole addresses that are none of a receiver. */
    private static final List<String> WHOLE = List.of(
            "http://hooks.example@127.0.0.1:{port}/",
            "http://hooks.example:80@127.0.0.1:{port}/",
            "http://127.0.0.1:{port}\\@hooks.example/",
            "http://127.0.0.1:{port}#@hooks.example/",
            "http:127.0.0.1:{port}/",
            "//127.0.0.1:{port}/",
            "http:///127.0.0.1:{port}/",
            "http://127.0.0.1 :{port}/",
            "http://127.0.0.1\t:{port}/",
            "http://127.0.0.1\r\n:{port}/",
            "gopher://127.0.0.1:{port}/_POST",
            "file:///etc/passwd",
            "ftp://127.0.0.1:{port}/",
            "jar:http://127.0.0.1:{port}/!/",
            "ldap://127.0.0.1:{port}/",
            "http://open.example:22/",
            "http://open.example:25/",
            "http://open.example:6379/",
            "http://open.example:0/",
            "http://open.example:6667/",
            "http://open.example:70000/");

    /** Names, and what they are resolved to. */
    private static final Map<String, List<String>> NAMES = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("loopback.example", List.of("127.0.0.1")),
            Map.entry("loopback6.example", List.of("::1")),
            Map.entry("metadata.google.internal", List.of("169.254.169.254")),
            Map.entry("private.example", List.of("10.1.2.3")),
            Map.entry("mapped.example", List.of("::ffff:127.0.0.1")),
            Map.entry("nat64.example", List.of("64:ff9b::7f00:1")),
            Map.entry("unspecified.example", List.of("0.0.0.0")),
            Map.entry("mixed-last.example", List.of(Receiver.ADDRESS, "127.0.0.1")),
            Map.entry("mixed-first.example", List.of("127.0.0.1", Receiver.ADDRESS)),
            Map.entry("xn--lclhost-23ac.example", List.of("127.0.0.1")),
            Map.entry("inside.named.example", List.of("127.0.0.1")),
            Map.entry("named.example.evil.example", List.of("127.0.0.1")),
            Map.entry("open.example", List.of(Receiver.ADDRESS)),
            Map.entry("localhost", List.of("127.0.0.1"))));

    private HostileAddresses() {}

    static Stream<String> all(int port) {
        List<String> all = new ArrayList<>();
        HOSTS.forEach(host -> all.add("http://" + host + ":" + port + "/"));
        WHOLE.forEach(whole -> all.add(whole.replace("{port}", Integer.toString(port))));
        NAMES.keySet().stream()
                .filter(name -> !name.equals("open.example") && !name.equals("localhost"))
                .forEach(name -> all.add("http://" + name + ":" + port + "/"));
        return all.stream();
    }

    static InetAddress[] resolve(String name) throws UnknownHostException {
        List<String> addresses = NAMES.get(name);
        if (addresses == null) {
            throw new UnknownHostException(name);
        }
        InetAddress[] resolved = new InetAddress[addresses.size()];
        for (int i = 0; i < resolved.length; i++) {
            resolved[i] = InetAddress.getByName(addresses.get(i));
        }
        return resolved;
    }
}
