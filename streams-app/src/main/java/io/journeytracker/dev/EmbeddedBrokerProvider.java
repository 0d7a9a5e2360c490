package io.journeytracker.dev;

import io.journeytracker.broker.LocalBroker;

/** Offers the embedded broker to whoever looks for one. */
public final class EmbeddedBrokerProvider implements LocalBroker.Provider {

    @Override
    public LocalBroker start() {
        return new Running(EmbeddedBroker.start());
    }

    private record Running(EmbeddedBroker broker) implements LocalBroker {

        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void close() {
            broker.close();
        }
    }
}
