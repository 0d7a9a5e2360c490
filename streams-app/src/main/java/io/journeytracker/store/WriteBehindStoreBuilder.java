package io.journeytracker.store;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds {@link WriteBehindStore}s over a persistent or in-memory key-value store with a changelog. */
public final class WriteBehindStoreBuilder<K, V> implements StoreBuilder<WriteBehindStore<K, V>> {

    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> below;
    private final Supplier<StoreCodec<K, V>> codec;
    private final int capacity;

    /** @param codec makes a codec for each store, since a codec is used by one thread */
    public WriteBehindStoreBuilder(KeyValueBytesStoreSupplier below, Supplier<StoreCodec<K, V>> codec, int capacity) {
        this.below = Stores.keyValueStoreBuilder(below, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
        this.codec = codec;
        this.capacity = capacity;
    }

    @Override
    public WriteBehindStore<K, V> build() {
        return new WriteBehindStore<>(below.build(), codec.get(), capacity);
    }

    @Override
    public StoreBuilder<WriteBehindStore<K, V>> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<WriteBehindStore<K, V>> withCachingDisabled() {
        throw new UnsupportedOperationException("a write-behind store is a cache");
    }

    @Override
    public StoreBuilder<WriteBehindStore<K, V>> withLoggingEnabled(Map<String, String> config) {
        below.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<WriteBehindStore<K, V>> withLoggingDisabled() {
        below.withLoggingDisabled();
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return below.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return below.loggingEnabled();
    }

    @Override
    public String name() {
        return below.name();
    }
}
