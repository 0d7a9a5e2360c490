package io.journeytracker.identity;

import io.journeytracker.schema.IdentityState;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.store.StoreCodec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/** Identifiers and what is kept of them as bytes. Used by one thread. */
public final class IdentityCodec implements StoreCodec<String, IdentityState> {

    private final StoredRecords<IdentityState> records = new StoredRecords<>(IdentityState.class);

    @Override
    public Bytes key(String identifier) {
        return Bytes.wrap(identifier.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] encode(IdentityState state) {
        return records.encode(state);
    }

    @Override
    public IdentityState decode(byte[] bytes) {
        return records.decode(bytes);
    }
}
