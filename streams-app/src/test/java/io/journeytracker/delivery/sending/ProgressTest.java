package io.journeytracker.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void afterACrashOnlyWhatWasNotAnsweredIsSentAgain() {
        Progress before = new Progress(null);
        LongStream.range(100, 120).forEach(before::read);
        LongStream.of(100, 101, 103, 104, 119).forEach(before::answered);
        OffsetAndMetadata committed = before.commit();
        assertThat(committed.offset()).isEqualTo(102);
        assertThat(before.commit()).as("not committed yet").isEqualTo(committed);
        before.committed(committed);
        assertThat(before.commit()).as("nothing new").isNull();

        Progress after = new Progress(committed);
        assertThat(LongStream.range(102, 121).filter(after::read))
                .containsExactly(
                        102L, 105L, 106L, 107L, 108L, 109L, 110L, 111L, 112L, 113L, 114L, 115L, 116L, 117L, 118L, 120L);
        LongStream.range(102, 121).forEach(after::answered);
        assertThat(after.commit().offset()).isEqualTo(121);
    }

    @Test
    void offsetsThatAnotherProgramCommittedAreTakenAsTheyAre() {
        Progress progress = new Progress(new OffsetAndMetadata(5, "set by hand"));
        assertThat(progress.read(5)).isTrue();
        progress.answered(5);
        assertThat(progress.commit().offset()).isEqualTo(6);
    }

    @Test
    void whatWasReadTwiceIsSentOnce() {
        Progress progress = new Progress(new OffsetAndMetadata(5, ""));
        assertThat(progress.read(5)).isTrue();
        assertThat(progress.read(5)).isFalse();
        progress.answered(5);
        assertThat(progress.read(5)).isFalse();
    }

    @Test
    void theNoteFitsIntoWhatKafkaTakesHoweverLongTheFirstOneHangs() {
        Progress progress = new Progress(null);
        LongStream.range(0, 50_000).forEach(progress::read);
        LongStream.range(1, 50_000).forEach(progress::answered);
        OffsetAndMetadata committed = progress.commit();
        assertThat(committed.offset()).isZero();
        assertThat(committed.metadata()).hasSize(4_000);
        progress.answered(0);
        assertThat(progress.commit().offset()).isEqualTo(50_000);
    }
}
