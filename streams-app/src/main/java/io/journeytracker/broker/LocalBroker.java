package io.journeytracker.broker;

import java.util.Optional;
import java.util.ServiceLoader;

/** A broker that runs inside this process until it is closed. */
public interface LocalBroker extends AutoCloseable {

    /** {@code host:port} */
    String bootstrapServers();

    @Override
    void close();

    /** Starts brokers; found by {@link ServiceLoader}. */
    interface Provider {

        /** A broker whose data is deleted when it is closed. */
        LocalBroker start();
    }

    /** The provider, if this installation has one. */
    static Optional<Provider> provider() {
        return ServiceLoader.load(Provider.class).findFirst();
    }
}
