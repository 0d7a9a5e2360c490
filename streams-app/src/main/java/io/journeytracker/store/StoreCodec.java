package io.journeytracker.store;

import org.apache.kafka.common.utils.Bytes;

/** How a store's keys and values are written as bytes. Used by one thread. */
public interface StoreCodec<K, V> {

    Bytes key(K key);

    byte[] encode(V value);

    V decode(byte[] bytes);
}
