package io.journeytracker.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, as {@code 10.0.0.0/8} or {@code fd00::/8} write it; an address alone is a range of one.
 *
 * @param prefix the address's bytes, 4 or 16
 * @param bits how many of them an address must share, from the left
 */
public record Network(byte[] prefix, int bits) {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** @throws IllegalArgumentException if the text is neither an address nor a range; host names are not looked up */
    public static Network parse(String text) {
        String[] parts = text.split("/", -1);
        byte[] prefix = address(parts[0]);
        int all = prefix.length * Byte.SIZE;
        int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
        if (parts.length > 2 || bits < 0 || bits > all) {
            throw new IllegalArgumentException(text + " is no range of addresses");
        }
        return new Network(prefix, bits);
    }

    /**
     * The bytes of an address; an IPv4 address in IPv6's clothes is an IPv4 address.
     *
     * @throws IllegalArgumentException if the text is no address; host names are not looked up
     */
    public static byte[] address(String text) {
        // What begins with a digit or holds a colon is never looked up as a name.
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException(text + " is no IP address");
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException(text + " is no IP address", wrong);
        }
    }

    /** @param address 4 or 16 bytes */
    public boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((address[bit / Byte.SIZE] & mask) != (prefix[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && bits == network.bits && Arrays.equals(prefix, network.prefix);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prefix) + bits;
    }
}
