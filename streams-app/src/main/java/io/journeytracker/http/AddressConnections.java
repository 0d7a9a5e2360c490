package io.journeytracker.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Closes what one address opens beyond its share of the connections, so that it cannot hold all of them. Of IPv6 a network of 64
 * bits counts as one address: whoever has one of its addresses has all of them. Thread-safe.
 */
final class AddressConnections implements Connection.Listener {

    private static final int IPV6_BYTES = 16;

    private final int most;
    private final Predicate<InetAddress> exempt;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    /** A closed connection does not know its address any more. */
    private final Map<Connection, String> addresses = new ConcurrentHashMap<>();

    /** @param exempt who may have all of them, since many others stand behind it */
    AddressConnections(int most, Predicate<InetAddress> exempt) {
        this.most = most;
        this.exempt = exempt;
    }

    @Override
    public void onOpened(Connection connection) {
        if (isInside(connection)) {
            return;
        }
        String address = address(connection);
        if (address.isEmpty()) {
            return;
        }
        addresses.put(connection, address);
        if (open.merge(address, 1, Integer::sum) > most) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        String address = addresses.remove(connection);
        if (address != null) {
            open.computeIfPresent(address, (any, count) -> count == 1 ? null : count - 1);
        }
    }

    /** What TLS carries is the same connection once more. */
    private static boolean isInside(Connection connection) {
        return connection.getEndPoint() instanceof SslConnection.SslEndPoint;
    }

    private String address(Connection connection) {
        if (!(connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote)
                || remote.getAddress() == null
                || exempt.test(remote.getAddress())) {
            return "";
        }
        byte[] bytes = remote.getAddress().getAddress();
        return HexFormat.of().formatHex(bytes.length == IPV6_BYTES ? Arrays.copyOf(bytes, IPV6_BYTES / 2) : bytes);
    }
}
