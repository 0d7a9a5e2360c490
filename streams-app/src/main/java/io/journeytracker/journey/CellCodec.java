package io.journeytracker.journey;

import io.journeytracker.schema.MapCell;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.store.StoreCodec;
import org.apache.kafka.common.utils.Bytes;

/** Cells as bytes. Used by one thread. */
public final class CellCodec implements StoreCodec<CellKey, MapCell> {

    private final StoredRecords<MapCell> records = new StoredRecords<>(MapCell.class);

    @Override
    public Bytes key(CellKey key) {
        return key.bytes();
    }

    @Override
    public byte[] encode(MapCell cell) {
        return records.encode(cell);
    }

    @Override
    public MapCell decode(byte[] bytes) {
        return records.decode(bytes);
    }
}
