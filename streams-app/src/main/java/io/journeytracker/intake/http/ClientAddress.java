package io.journeytracker.intake.http;

import io.journeytracker.config.ForwardedHeader;
import io.journeytracker.config.Network;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * Who sends: the other end of the connection, or, where that is a trusted proxy, whom it names in the one header that the proxies
 * set: the other one is passed on as anybody wrote it. Read from the right, as far as the proxies are trusted: what stands further
 * left anybody can write.
 */
final class ClientAddress {

    private static final Pattern FORWARDED_FOR =
            Pattern.compile("(?i)(?:^|[;,])\\s*for\\s*=\\s*(\"[^\"]*\"|[^;,\\s]*)");

    private static final Pattern WITH_SCOPE = Pattern.compile("%.*");
    private static final int IPV6_BYTES = 16;

    /** By which a proxy says how it was asked. */
    private static final String PROTO = "X-Forwarded-Proto";

    private static final Pattern FORWARDED_PROTO = Pattern.compile("(?i)(?:^|[;,])\\s*proto\\s*=\\s*\"?(https?)\\b");

    private final List<Network> trusted;
    private final ForwardedHeader header;

    /** @param header that the trusted proxies set */
    ClientAddress(List<Network> trusted, ForwardedHeader header) {
        this.trusted = List.copyOf(trusted);
        this.header = header;
    }

    /** How the client asked, http or https; empty: nobody knows who is to be believed. */
    Optional<String> scheme(Request request) {
        if (request.isSecure()) {
            return Optional.of("https");
        }
        String remote = remote(request);
        if (remote.isEmpty() || !isTrusted(remote)) {
            return Optional.empty();
        }
        if (header == ForwardedHeader.X_FORWARDED_FOR) {
            return Optional.ofNullable(request.getHeaders().get(PROTO))
                    .map(String::strip)
                    .filter(proto -> proto.equals("http") || proto.equals("https"));
        }
        Matcher last =
                FORWARDED_PROTO.matcher(String.join(",", request.getHeaders().getValuesList("Forwarded")));
        String proto = "";
        while (last.find()) {
            proto = last.group(1).toLowerCase(Locale.ROOT);
        }
        return Optional.of(proto).filter(word -> !word.isEmpty());
    }

    private static String remote(Request request) {
        SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
        return remote instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : "";
    }

    /** As text, for counting; never logged. Of an IPv6 address the network: whoever has one address of it has all of them. */
    String of(Request request) {
        String address = WITH_SCOPE.matcher(whole(request)).replaceFirst("");
        byte[] bytes = address.isEmpty() ? new byte[0] : Network.address(address);
        return bytes.length == IPV6_BYTES ? HexFormat.of().formatHex(bytes, 0, IPV6_BYTES / 2) : address;
    }

    private String whole(Request request) {
        String address = remote(request);
        if (trusted.isEmpty() || address.isEmpty() || !isTrusted(address)) {
            return address;
        }
        List<String> hops = hops(request.getHeaders());
        Collections.reverse(hops);
        for (String hop : hops) {
            if (!isAddress(hop)) {
                return address;
            }
            address = hop;
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return address;
    }

    private List<String> hops(HttpFields headers) {
        List<String> hops = new ArrayList<>();
        if (header == ForwardedHeader.FORWARDED) {
            for (String value : headers.getValuesList("Forwarded")) {
                for (Matcher each = FORWARDED_FOR.matcher(value); each.find(); ) {
                    hops.add(withoutPort(each.group(1).replace("\"", "")));
                }
            }
            return hops;
        }
        for (String value : headers.getValuesList("X-Forwarded-For")) {
            for (String hop : value.split(",")) {
                hops.add(withoutPort(hop.strip()));
            }
        }
        return hops;
    }

    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            return node.substring(1, Math.max(1, node.indexOf(']')));
        }
        return node.indexOf(':') == node.lastIndexOf(':') ? node.split(":", 2)[0] : node;
    }

    private static boolean isAddress(String text) {
        try {
            Network.address(text);
            return true;
        } catch (IllegalArgumentException obfuscated) {
            return false;
        }
    }

    private boolean isTrusted(String address) {
        byte[] bytes = Network.address(WITH_SCOPE.matcher(address).replaceFirst(""));
        return trusted.stream().anyMatch(network -> network.contains(bytes));
    }
}
