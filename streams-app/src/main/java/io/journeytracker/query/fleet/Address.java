package io.journeytracker.query.fleet;

import java.net.URI;
import java.net.URISyntaxException;

/** Where other instances reach one. */
public record Address(String host, int port) implements Comparable<Address> {

    /** As {@code application.server} has it. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public int compareTo(Address other) {
        return toString().compareTo(other.toString());
    }

    /** @throws IllegalArgumentException if it is no address */
    URI at(String path) {
        try {
            return new URI("http", null, host, port, path, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("No address of an instance: " + this, e);
        }
    }
}
