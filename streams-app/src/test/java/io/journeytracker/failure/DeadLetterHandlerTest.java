package io.journeytracker.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** Which failures are a record's, and which must stop the thread because nothing is known of the record. */
class DeadLetterHandlerTest {

    private static final class Missing extends RuntimeException implements DeadLetterHandler.Fatal {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void what_could_not_be_written_is_not_the_fault_of_what_was_read() {
        assertThat(DeadLetterHandler.saysNothingOfTheRecord(
                        new StreamsException("sink", new SerializationException("unregistered"))))
                .isTrue();
    }

    @Test
    void a_fatal_cause_counts_however_deep_it_lies() {
        assertThat(DeadLetterHandler.saysNothingOfTheRecord(
                        new IllegalStateException(new RuntimeException(new Missing()))))
                .isTrue();
    }

    @Test
    void bytes_that_cannot_be_read_and_faults_in_handling_them_are_the_records() {
        assertThat(DeadLetterHandler.saysNothingOfTheRecord(new SerializationException("no avro")))
                .isFalse();
        assertThat(DeadLetterHandler.saysNothingOfTheRecord(new IllegalStateException("bug")))
                .isFalse();
    }
}
