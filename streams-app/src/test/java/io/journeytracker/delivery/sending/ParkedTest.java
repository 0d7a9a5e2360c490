package io.journeytracker.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.delivery.targets.AcknowledgeLinks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Messages of a newer application wait for it. */
class ParkedTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Parked parked = new Parked(nanos::get);
    private final Progress progress = new Progress(null);

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>("alert-outbox", 0, offset, null, new byte[] {1});
    }

    private void park(long offset) {
        progress.read(offset);
        parked.park(record(offset), progress, "newer");
    }

    @Test
    void aRecordOfAnUnknownSchemaIsANewOneAndGarbageIsNot() {
        Messages messages = new Messages(AcknowledgeLinks.NONE);
        byte[] newer =
                ByteBuffer.allocate(40).putShort((short) 0xC301).putLong(42).array();
        assertThatThrownBy(() -> messages.job(newer, progress, (delivery, outcome) -> {}))
                .isInstanceOfSatisfying(UnreadableMessageException.class, e -> assertThat(e.isNewer())
                        .isTrue());
        for (byte[] garbage : new byte[][] {null, {}, new byte[40]}) {
            assertThatThrownBy(() -> messages.job(garbage, progress, (delivery, outcome) -> {}))
                    .isInstanceOfSatisfying(UnreadableMessageException.class, e -> assertThat(e.isNewer())
                            .isFalse());
        }
    }

    @Test
    void whatWaitsIsReadAgainAfterTheUpgradeAndWhatIsBehindItIsNot() {
        LongStream.range(10, 13).forEach(progress::read);
        parked.park(record(11), progress, "newer");
        progress.answered(10);
        progress.answered(12);
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(parked.over()).isEmpty();
        Progress upgraded = new Progress(progress.commit());
        assertThat(LongStream.range(11, 14).filter(upgraded::read)).containsExactly(11L, 13L);
    }

    @Test
    void whatWaitsForTooLongOrHoldsUpTooMuchIsPutAway() {
        park(0);
        nanos.addAndGet(Duration.ofHours(23).toNanos());
        park(1);
        assertThat(parked.over()).isEmpty();
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(parked.over()).extracting(each -> each.record().offset()).containsExactly(0L);
        LongStream.range(2, 13_000).forEach(progress::read);
        assertThat(parked.over()).extracting(each -> each.record().offset()).containsExactly(1L);
        assertThat(parked.over()).isEmpty();
    }

    @Test
    void noMoreWaitThanFitAndWhatSomebodyElseHasNowDoesNotWaitHere() {
        LongStream.range(0, 1_100).forEach(this::park);
        assertThat(parked.over())
                .hasSize(100)
                .extracting(each -> each.record().offset())
                .contains(0L, 99L);
        progress.revoke();
        nanos.addAndGet(Duration.ofDays(2).toNanos());
        assertThat(parked.over()).isEmpty();
    }
}
