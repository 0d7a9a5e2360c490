package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

/** What becomes of a partition's answer. */
class LocalSharesTest {

    private final Answer answer = new Answer();

    private static final class Answer implements KeyValueIterator<String, String> {
        private final Iterator<KeyValue<String, String>> entries =
                List.of(KeyValue.pair("key", "value")).iterator();
        private int closed;

        @Override
        public void close() {
            closed++;
        }

        @Override
        public String peekNextKey() {
            throw new UnsupportedOperationException("not asked for here");
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<String, String> next() {
            return entries.next();
        }
    }

    @Test
    void itIsReadAndClosedOnce() {
        assertThat(LocalShares.handOver(QueryResult.forResult(answer), entries -> entries.next().value))
                .hasValue("value");
        assertThat(answer.closed).isEqualTo(1);
    }

    @Test
    void wherePartitionsMoveThereIsNone() {
        for (FailureReason reason : List.of(FailureReason.NOT_ACTIVE, FailureReason.NOT_PRESENT)) {
            QueryResult<Answer> failure = QueryResult.forFailure(reason, "why");
            assertThat(LocalShares.handOver(failure, entries -> "never")).isEmpty();
        }
        assertThat(LocalShares.handOver(QueryResult.forResult(answer), entries -> {
                    throw new InvalidStateStoreException("moved");
                }))
                .isEmpty();
        assertThat(answer.closed).isEqualTo(1);
    }

    @Test
    void whereReadingItFailsItIsClosedToo() {
        assertThatThrownBy(() -> LocalShares.handOver(QueryResult.forResult(answer), entries -> {
                    throw new IllegalStateException("no such record");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(answer.closed).isEqualTo(1);
    }
}
