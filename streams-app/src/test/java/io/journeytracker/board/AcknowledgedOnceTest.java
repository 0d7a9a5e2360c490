package io.journeytracker.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.AlertLife;
import io.journeytracker.schema.AlertLifeKind;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.testing.TestAlerts;
import io.journeytracker.topic.Topics;
import io.journeytracker.topic.WriterMark;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Several people on several instances say at once that they take care of one alert: for the figures it is acknowledged once. */
class AcknowledgedOnceTest {

    private static final long RAISED = 1_700_000_000_000L;

    private final StoredRecords<AlertLife> lives = new StoredRecords<>(AlertLife.class);
    private final JourneyAlert alert = TestAlerts.alert("c1", RAISED);
    private final Instance one = new Instance();
    private final Instance two = new Instance();
    private long offset;

    /** One that reads both topics and counts what was said to it. */
    private final class Instance {

        private final WriterMark mark = WriterMark.fresh();
        private final AlertBoard board = new AlertBoard(10, new Changes());
        private final List<JourneyAlert> counted = new ArrayList<>();
        private final BoardRecords records = new BoardRecords(
                Topics.DEFAULT,
                (topic, data) -> {
                    throw new AssertionError("No alert is read here");
                },
                mark::isOn,
                counted::add);

        private Instance() {
            board.take(alert);
        }

        private ConsumerRecord<byte[], byte[]> says(String who) {
            AlertLife life = AlertLife.newBuilder()
                    .setAlert(alert.getId())
                    .setKind(AlertLifeKind.ACKNOWLEDGED)
                    .setAt(RAISED + 1_000)
                    .setBy(who)
                    .build();
            ConsumerRecord<byte[], byte[]> record =
                    new ConsumerRecord<>(Topics.DEFAULT.alertLife(), 0, offset++, null, lives.encode(life));
            mark.putOn(record.headers());
            return record;
        }
    }

    private void bothRead(List<ConsumerRecord<byte[], byte[]>> log) {
        for (ConsumerRecord<byte[], byte[]> record : log) {
            one.records.with(one.board, record);
            two.records.with(two.board, record);
        }
    }

    @Test
    void itCountsWhereTheFirstInTheTopicWasSaid() {
        bothRead(List.of(two.says("Bob"), one.says("Ann"), one.says("Cem")));
        assertThat(two.counted).containsExactly(alert);
        assertThat(one.counted).isEmpty();
    }

    @Test
    void theSameWordsInTheSameMillisecondOnTwoInstancesCountOnceToo() {
        bothRead(List.of(one.says("Ann"), two.says("Ann")));
        assertThat(one.counted).containsExactly(alert);
        assertThat(two.counted).isEmpty();
    }

    @Test
    void whatWasSaidBeforeAStartWasCountedBefore() {
        List<ConsumerRecord<byte[], byte[]>> log = List.of(new Instance().says("Ann"), one.says("Bob"));
        bothRead(log);
        bothRead(log);
        assertThat(one.counted).isEmpty();
        assertThat(two.counted).isEmpty();
    }
}
