package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.http.RefusedRequestException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

/** What becomes of the answers of several partitions. */
class StreamsStateTest {

    private final Answer first = new Answer();
    private final Answer second = new Answer();

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

    private static QueryResult<Answer> failure(FailureReason reason) {
        return QueryResult.forFailure(reason, "why");
    }

    private void assertBothClosedOnce() {
        assertThat(List.of(first.closed, second.closed)).containsExactly(1, 1);
    }

    @Test
    void everyAnswerIsReadToItsEndAndClosedOnceAndAStandbyIsNotAsked() {
        StreamsState.handOver(
                List.of(QueryResult.forResult(first), failure(FailureReason.NOT_ACTIVE), QueryResult.forResult(second)),
                answer -> answer.forEachRemaining(entry -> {}));
        assertThat(Stream.of(first, second)).noneMatch(Answer::hasNext);
        assertBothClosedOnce();
    }

    @Test
    void whereOnePartitionFailsTheAnswersOfTheOthersAreClosed() {
        assertThatThrownBy(() -> StreamsState.handOver(
                        List.of(
                                QueryResult.forResult(first),
                                failure(FailureReason.NOT_UP_TO_BOUND),
                                QueryResult.forResult(second)),
                        answer -> {
                            throw new AssertionError("half of an answer was told");
                        }))
                .isInstanceOf(RefusedRequestException.class);
        assertBothClosedOnce();
    }

    @Test
    void whereReadingOneFailsThoseNotYetReadAreClosedToo() {
        assertThatThrownBy(() -> StreamsState.handOver(
                        List.of(QueryResult.forResult(first), QueryResult.forResult(second)), answer -> {
                            throw new InvalidStateStoreException("moved");
                        }))
                .isInstanceOf(RefusedRequestException.class);
        assertBothClosedOnce();
    }
}
