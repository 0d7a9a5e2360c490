package io.journeytracker.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.topic.EditFailedException.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many change one topic at once, each in a thread. */
@Timeout(30)
class TopicEditorTest {

    private static final UnaryOperator<Optional<String>> ANY = UnaryOperator.identity();
    private static final int ALL = 1 + TopicEditor.MOST_WAITING;

    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Object> outcomes = new ConcurrentLinkedQueue<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void end() throws InterruptedException {
        slow.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void manyEdit(TopicEditor editor, int many, Duration patience) {
        for (int i = 0; i < many; i++) {
            Thread thread = new Thread(() -> {
                try {
                    outcomes.add(editor.edit("key", ANY, Deadline.in(patience)));
                } catch (EditFailedException failed) {
                    outcomes.add(failed.outcome());
                }
            });
            threads.add(thread);
            thread.start();
        }
    }

    private long slowly() {
        attempts.incrementAndGet();
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void soManyWaitForTheirTurnAndFurtherOnesAreRefusedAtOnce() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        TopicEditor editor = new TopicEditor((key, change, deadline) -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            slowly();
            atOnce.decrementAndGet();
            return written.getAndIncrement();
        });
        manyEdit(editor, ALL, Duration.ofSeconds(20));
        Awaitility.await().until(() -> threads.stream().allMatch(TopicEditorTest::waits));
        assertThatThrownBy(() -> editor.edit("key", ANY, Deadline.in(Duration.ofSeconds(20))))
                .isInstanceOfSatisfying(EditFailedException.class, failed -> assertThat(failed.outcome())
                        .isEqualTo(Outcome.BUSY));
        assertThat(attempts).as("the others wait").hasValue(1);
        slow.countDown();
        Awaitility.await().until(() -> outcomes.size() == ALL);
        assertThat(outcomes).as("each at an offset of its own").doesNotHaveDuplicates();
        assertThat(mostAtOnce).hasValue(1);
        assertThat(editor.edit("key", ANY, Deadline.in(Duration.ofSeconds(20))))
                .as("there is room again")
                .isEqualTo(ALL);
    }

    @Test
    void whoWaitsHearsByTheirOwnDeadlineWhateverTheOthersDo() {
        TopicEditor editor = new TopicEditor((key, change, deadline) -> slowly());
        manyEdit(editor, ALL, Duration.ofMillis(1_300));
        // One after the other would be sixteen times as long.
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> outcomes.size() == TopicEditor.MOST_WAITING);
        assertThat(outcomes).as("with too little time left nothing is begun").containsOnly(Outcome.BUSY);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whoWasExcludedByAnotherInstanceTriesAgainWhileThereIsTime() {
        TopicEditor editor = new TopicEditor((key, change, deadline) -> {
            if (attempts.incrementAndGet() < 4) {
                throw excluded();
            }
            return 7;
        });
        assertThat(editor.edit("key", ANY, Deadline.in(Duration.ofSeconds(20)))).isEqualTo(7);
        assertThat(attempts).hasValue(4);
    }

    @Test
    void whoIsExcludedAgainAndAgainHearsItByTheDeadline() {
        TopicEditor editor = new TopicEditor((key, change, deadline) -> {
            attempts.incrementAndGet();
            throw excluded();
        });
        Deadline deadline = Deadline.in(Duration.ofSeconds(3));
        assertThatThrownBy(() -> editor.edit("key", ANY, deadline)).isInstanceOf(EditFailedException.class);
        assertThat(attempts).hasValueGreaterThan(1);
    }

    @Test
    void whatWasWrittenThoughItsWriterHeardOtherwiseIsNotWrittenTwice() {
        AtomicReference<Optional<String>> stored = new AtomicReference<>(Optional.of("old"));
        TopicEditor editor = new TopicEditor((key, change, deadline) -> {
            stored.set(change.apply(stored.get()));
            attempts.incrementAndGet();
            throw new EditFailedException(Outcome.UNKNOWN, "fenced", new ProducerFencedException("another"));
        });
        UnaryOperator<Optional<String>> more = now -> now.map(text -> text + "+");
        assertThat(editor.edit("key", more, Deadline.in(Duration.ofSeconds(20))))
                .isNegative();
        assertThat(stored.get()).hasValue("old+");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whoMayHaveWrittenAndDidNotWritesAgain() {
        TopicEditor editor = new TopicEditor((key, change, deadline) -> {
            assertThat(change.apply(Optional.of("old"))).hasValue("old+");
            if (attempts.incrementAndGet() == 1) {
                throw new EditFailedException(Outcome.UNKNOWN, "fenced", new ProducerFencedException("another"));
            }
            return 7;
        });
        UnaryOperator<Optional<String>> more = now -> now.map(text -> text + "+");
        assertThat(editor.edit("key", more, Deadline.in(Duration.ofSeconds(20))))
                .isEqualTo(7);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void whatTryingAgainCannotMendIsNotTriedAgain() {
        TopicEditor editor = new TopicEditor((key, change, deadline) -> {
            attempts.incrementAndGet();
            throw new EditFailedException(Outcome.REFUSED, "not authorized");
        });
        assertThatThrownBy(() -> editor.edit("key", ANY, Deadline.in(Duration.ofSeconds(20))))
                .isInstanceOf(EditFailedException.class);
        assertThat(attempts).hasValue(1);
    }

    private static EditFailedException excluded() {
        return new EditFailedException(Outcome.BUSY, "somebody was quicker", new ProducerFencedException("another"));
    }
}
