package io.journeytracker.stream;

import io.journeytracker.failure.DeadReason;
import io.journeytracker.failure.UnusableRecordException;
import io.journeytracker.schema.IdentityMessage;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.schema.UnreadableRecordException;

/** What partitions say to one another of who is who, as the value of a record. Keeps its buffers: used by one thread. */
public final class IdentityMessages {

    private final StoredRecords<IdentityMessage> records = new StoredRecords<>(IdentityMessage.class);

    /**
     * @param value a record's, bytes or null
     * @throws UnusableRecordException if it is no message at all
     * @throws UnreadableRecordException if a newer application wrote it, who can read it when it has the partition again
     */
    public IdentityMessage read(Object value) throws UnusableRecordException {
        if (!(value instanceof byte[] bytes)) {
            throw new UnusableRecordException(DeadReason.EMPTY, "the record has no value, expected an IdentityMessage");
        }
        try {
            return records.decode(bytes);
        } catch (UnreadableRecordException e) {
            if (e.isNewer()) {
                throw e;
            }
            throw new UnusableRecordException(DeadReason.UNDECODABLE, e.getMessage());
        }
    }

    public byte[] encode(IdentityMessage message) {
        return records.encode(message);
    }
}
