package io.journeytracker.intake.publish;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Records of one request on their way to Kafka. Each takes its room of what may wait for Kafka when it is put in, so that no
 * request makes more records than there is room for. Used by one thread.
 */
public final class Consignment implements AutoCloseable {

    private static final int RECORD_OVERHEAD = 128;

    private final Budget room;
    private List<Parcel> parcels = new ArrayList<>();
    private long bytes;

    /** @param bytes what the record takes up, about */
    record Parcel(ProducerRecord<byte[], byte[]> record, long bytes) {}

    Consignment(Budget room) {
        this.room = room;
    }

    /** @throws UnavailableException if there is no room for it now */
    public void add(ProducerRecord<byte[], byte[]> record) throws UnavailableException {
        long size = size(record);
        if (!room.tryTake(size)) {
            throw new UnavailableException("more waits for Kafka already than may wait");
        }
        bytes += size;
        parcels.add(new Parcel(record, size));
    }

    public boolean isEmpty() {
        return parcels.isEmpty();
    }

    /** What its records hold, about. */
    public long bytes() {
        return bytes;
    }

    /** All records; whoever takes them gives back their room. */
    List<Parcel> handOver() {
        List<Parcel> all = parcels;
        parcels = List.of();
        bytes = 0;
        return all;
    }

    private static long size(ProducerRecord<byte[], byte[]> record) {
        long size = RECORD_OVERHEAD
                + (record.key() == null ? 0 : record.key().length)
                + (record.value() == null ? 0 : record.value().length);
        for (Header header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    /** Gives back the room of what was not handed over. */
    @Override
    public void close() {
        room.give(bytes);
        handOver();
    }
}
