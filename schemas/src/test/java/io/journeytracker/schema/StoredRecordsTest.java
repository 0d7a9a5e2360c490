package io.journeytracker.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredRecordsTest {

    private final StoredRecords<CustomerState> states = new StoredRecords<>(CustomerState.class);

    @ParameterizedTest
    @ValueSource(
            classes = {CustomerState.class, MapCell.class, Touchpoint.class, CustomerSnapshot.class, CustomerStory.class
            })
    <T extends SpecificRecord> void everyStoredRecordComesBackAsItWent(Class<T> type) {
        StoredRecords<T> records = new StoredRecords<>(type);
        Samples samples = new Samples(11);
        for (int i = 0; i < 200; i++) {
            T stored = samples.of(type);
            assertThat(records.decode(records.encode(stored))).isEqualTo(stored);
        }
    }

    @Test
    void isTheSingleObjectEncodingThatEveryAvroLibraryReads() throws Exception {
        CustomerState state = new Samples(12).of(CustomerState.class);
        assertThat(CustomerState.getDecoder().decode(states.encode(state))).isEqualTo(state);
        assertThat(states.decode(CustomerState.getEncoder().encode(state).array()))
                .isEqualTo(state);
    }

    @Test
    void laterRecordsLeaveEarlierBytesAlone() {
        byte[] first = states.encode(new Samples(13).of(CustomerState.class));
        byte[] copy = first.clone();
        states.encode(new Samples(14).of(CustomerState.class));
        assertThat(first).isEqualTo(copy);
    }

    @Test
    void bytesCutOffAnywhereAreRefused() {
        CustomerState state = new Samples(15).of(CustomerState.class);
        byte[] whole = states.encode(state);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> states.decode(cut))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("CustomerState of " + length + " bytes");
        }
    }

    @Test
    void bytesLeftOverAreRefused() {
        byte[] whole = states.encode(new Samples(16).of(CustomerState.class));
        assertThatThrownBy(() -> states.decode(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void aNewerApplicationsRecordIsRefusedWithAClearMessage() {
        byte[] bytes = states.encode(new Samples(17).of(CustomerState.class));
        bytes[5] ^= 1;
        assertThatThrownBy(() -> states.decode(bytes))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("unknown version")
                .hasMessageContaining("newer application");
    }
}
