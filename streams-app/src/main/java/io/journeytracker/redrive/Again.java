package io.journeytracker.redrive;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is to become of a letter. */
sealed interface Again {

    /** It is sent again, as these records. */
    record Send(List<ProducerRecord<byte[], byte[]>> records) implements Again {
        public Send {
            records = List.copyOf(records);
        }
    }

    /**
     * It stays.
     *
     * @param why for people, the same words for letters of the same kind
     */
    record Leave(String why) implements Again {}
}
