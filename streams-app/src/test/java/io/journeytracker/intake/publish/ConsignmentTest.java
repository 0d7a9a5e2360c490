package io.journeytracker.intake.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Records take their room when they are put in, and give it back when they are not sent. */
class ConsignmentTest {

    private static final int ROOM = 10_000;

    private final Budget room = new Budget(ROOM);

    private static ProducerRecord<byte[], byte[]> record(int value, int header) {
        return new ProducerRecord<>(
                "t", null, null, null, new byte[value], List.of(new RecordHeader("h", new byte[header])));
    }

    @Test
    void noMoreIsPutInThanThereIsRoomFor() throws UnavailableException {
        try (Consignment consignment = new Consignment(room)) {
            consignment.add(record(6_000, 0));
            assertThatThrownBy(() -> consignment.add(record(6_000, 0))).isInstanceOf(UnavailableException.class);
            assertThat(consignment.bytes()).isEqualTo(room.taken()).isBetween(6_000L, 7_000L);
        }
        assertThat(room.taken()).isZero();
    }

    @Test
    void headersTakeRoomToo() throws UnavailableException {
        try (Consignment consignment = new Consignment(room)) {
            consignment.add(record(0, 5_000));
            assertThat(room.taken()).isGreaterThan(5_000);
            assertThatThrownBy(() -> consignment.add(record(0, 5_000))).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void whatIsHandedOverIsGivenBackByWhoeverTookIt() throws UnavailableException {
        try (Consignment consignment = new Consignment(room)) {
            consignment.add(record(100, 0));
            long taken = room.taken();
            assertThat(consignment.handOver())
                    .hasSize(1)
                    .extracting(Consignment.Parcel::bytes)
                    .containsExactly(taken);
            assertThat(room.taken()).isEqualTo(taken);
        }
    }

    @Test
    void namesAndValuesSurviveTheirText() {
        Map<String, String> pairs = Map.of("ce-id", "a&b=c %2", "user-agent", "S\u00f6me/1 (x)", "empty", "");
        assertThat(Pairs.of(Pairs.text(pairs))).isEqualTo(pairs);
        assertThat(Pairs.of("")).isEmpty();
    }
}
