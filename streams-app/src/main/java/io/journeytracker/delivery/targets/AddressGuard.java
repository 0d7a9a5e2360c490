package io.journeytracker.delivery.targets;

import io.journeytracker.config.InternalReceivers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Says which addresses a host may be connected at: each name is looked up once, every address that comes back is checked, and the caller connects
 * to these very addresses and never looks up again. Whoever may write targets must not reach what only this machine can (server-side request
 * forgery). Thread-safe.
 */
public final class AddressGuard implements AutoCloseable {

    private final InternalReceivers allowed;
    private final Lookup lookup;
    /** A name server that does not answer holds threads, which must be nobody else's. As many as there are attempts on their way. */
    private final ExecutorService lookups = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "delivery-lookup");
        thread.setDaemon(true);
        return thread;
    });

    /** Who resolves names. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** @param allowed receivers that are not on the Internet */
    public AddressGuard(InternalReceivers allowed) {
        this(allowed, InetAddress::getAllByName);
    }

    AddressGuard(InternalReceivers allowed, Lookup lookup) {
        this.allowed = allowed;
        this.lookup = lookup;
    }

    /**
     * Resolves and checks, in a thread of its own.
     *
     * @return the addresses in the resolver's order, with the host's name in them, so that TLS asks for that; fails with
     *     {@link RefusedAddressException} if one of them is refused, or {@link UnknownHostException}
     */
    CompletableFuture<List<InetSocketAddress>> resolve(String host, int port) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return check(host, port);
                    } catch (RefusedAddressException | UnknownHostException wrong) {
                        throw new CompletionException(wrong);
                    }
                },
                lookups);
    }

    private List<InetSocketAddress> check(String written, int port)
            throws RefusedAddressException, UnknownHostException {
        String host = WebAddress.host(written);
        boolean literal = WebAddress.isLiteral(host);
        List<InetSocketAddress> checked = new ArrayList<>();
        // A literal is never looked up as a name.
        for (InetAddress address : literal ? InetAddress.getAllByName(host) : lookup.addresses(host)) {
            if (literal && host.contains(":") && address.getAddress().length == 4) {
                throw refused(host, SpecialAddresses.Kind.TRANSLATED);
            }
            Optional<SpecialAddresses.Kind> special = SpecialAddresses.kind(address);
            if (special.isPresent() && !isAllowed(host, address, special.get())) {
                throw refused(literal ? "it" : host, special.get());
            }
            // With its name, so that nobody asks the name server who that is.
            checked.add(new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port));
        }
        if (checked.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return checked;
    }

    private boolean isAllowed(String host, InetAddress address, SpecialAddresses.Kind kind) {
        return kind.opensByName() && allowed.names().contains(host)
                || allowed.networks().stream().anyMatch(network -> network.contains(address.getAddress()));
    }

    private static RefusedAddressException refused(String host, SpecialAddresses.Kind kind) {
        return new RefusedAddressException("refused: " + host + " has an address that is " + kind.words()
                + "; journey.delivery.internal.receivers can allow it");
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
