package io.journeytracker.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, closed in reverse. One that fails to close does not keep the others open. */
final class Closing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<Item> items = new ArrayDeque<>();

    private record Item(String name, AutoCloseable closeable) {}

    synchronized <T extends AutoCloseable> T add(String name, T closeable) {
        items.push(new Item(name, closeable));
        return closeable;
    }

    @Override
    public synchronized void close() {
        while (!items.isEmpty()) {
            Item item = items.pop();
            try {
                item.closeable().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("Could not close {} cleanly", item.name(), e);
            }
        }
    }
}
