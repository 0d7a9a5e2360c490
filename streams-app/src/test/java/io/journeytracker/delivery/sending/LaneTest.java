package io.journeytracker.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.delivery.targets.Answer;
import io.journeytracker.delivery.targets.Notification;
import io.journeytracker.delivery.targets.NotificationType;
import io.journeytracker.delivery.targets.Samples;
import io.journeytracker.delivery.targets.Target;
import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.testing.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Job.Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicBoolean held = new AtomicBoolean();
    private final Notification notification =
            Samples.notification(NotificationType.RAISED, "en", Samples.alert("c"), 1);

    @AfterEach
    void end() {
        lanes.forEach(Lane::stop);
        threads.shutdownNow();
        clock.shutdownNow();
    }

    private Lane lane(int perSecond, int concurrency, Target target) {
        return lane(perSecond, concurrency, target, System::nanoTime);
    }

    private Lane lane(int perSecond, int concurrency, Target target, LongSupplier nanos) {
        TargetDefinition desk = new TargetDefinition("desk", "test", perSecond, concurrency, List.of(), "x");
        Lane lane = new Lane(desk, target, threads, clock, held::get, nanos);
        lanes.add(lane);
        return lane;
    }

    private Job job(Progress progress) {
        return new Job(new AlertDelivery(), notification, progress, outcomes::add);
    }

    @Test
    void noMoreAreOnTheirWayAtOnceThanTheTargetTakes() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Lane lane = lane(1000, 3, message -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            go.await();
            now.decrementAndGet();
            return Answer.DELIVERED;
        });
        Progress progress = new Progress(null);
        for (int i = 0; i < 20; i++) {
            lane.offer(job(progress));
        }
        await().until(() -> now.get() == 3);
        go.countDown();
        await().until(() -> outcomes.size() == 20);
        assertThat(most).hasValue(3);
    }

    @Test
    void theRateIsKept() {
        Lane lane = lane(20, 8, message -> Answer.DELIVERED);
        Progress progress = new Progress(null);
        long began = System.nanoTime();
        for (int i = 0; i < 21; i++) {
            lane.offer(job(progress));
        }
        await().until(() -> outcomes.size() == 21);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(950));
    }

    @Test
    void oneThatIsDeadHoldsUpNobodyAndItsMessagesGoBack() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger tries = new AtomicInteger();
        Lane dead = lane(1000, 4, message -> {
            if (tries.incrementAndGet() <= 10) {
                throw new IllegalStateException("no route");
            }
            never.await();
            return Answer.retry("time-out");
        });
        Progress progress = new Progress(null);
        for (int i = 0; i < 12; i++) {
            dead.offer(job(progress));
        }
        await().until(() -> outcomes.size() >= 10);
        for (int i = 0; i < 200; i++) {
            dead.offer(job(progress));
        }
        await().until(() ->
                outcomes.stream().filter(Job.Outcome.Busy.class::isInstance).count() > 150);

        List<Job.Outcome> others = new CopyOnWriteArrayList<>();
        Lane well = lane(1000, 4, message -> Answer.DELIVERED);
        for (int i = 0; i < 100; i++) {
            well.offer(new Job(new AlertDelivery(), notification, progress, others::add));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> others.size() == 100);
        assertThat(never.getCount()).isEqualTo(1);
    }

    @Test
    void ofASlowOneNoMoreWaitHereThanItSendsInAMinuteAndTheOthersComeBackApart() {
        AtomicLong nanos = new AtomicLong();
        CountDownLatch offered = new CountDownLatch(1);
        CountDownLatch rest = new CountDownLatch(1);
        Target target = message -> {
            if (nanos.get() == 0) {
                offered.await();
                // Two seconds count for 0.4, of which there are 150 in a minute.
                nanos.set(TimeUnit.SECONDS.toNanos(2));
            } else {
                rest.await();
            }
            return Answer.DELIVERED;
        };
        Lane slow = lane(1000, 1, target, nanos::get);
        Progress progress = new Progress(null);
        for (int i = 0; i < 400; i++) {
            slow.offer(job(progress));
        }
        assertThat(outcomes).as("it is not known to be slow").isEmpty();
        offered.countDown();
        // The first one's own answer, and what came back.
        await().until(() -> outcomes.size() == 1 + 399 - 150);
        List<Long> after = outcomes.stream()
                .filter(Job.Outcome.Busy.class::isInstance)
                .map(outcome -> ((Job.Outcome.Busy) outcome).afterMillis())
                .toList();
        assertThat(after).hasSize(249);
        assertThat(after.stream().distinct()).as("apart").hasSizeGreaterThan(50);
        rest.countDown();
    }

    @Test
    void ofOneThatTakesFewASecondNoMoreWaitThanAMinutesEither() {
        CountDownLatch never = new CountDownLatch(1);
        Lane few = lane(1, 1, message -> {
            never.await();
            return Answer.DELIVERED;
        });
        for (int i = 0; i < 101; i++) {
            few.offer(job(new Progress(null)));
        }
        assertThat(outcomes).hasSize(40).allMatch(Job.Outcome.Busy.class::isInstance);
    }

    @Test
    void itHoldsItsShareAndSendsBackWhatIsMore() {
        CountDownLatch never = new CountDownLatch(1);
        Lane hung = lane(1000, 1, message -> {
            never.await();
            return Answer.DELIVERED;
        });
        for (int i = 0; i < 101; i++) {
            hung.offer(job(new Progress(null)));
        }
        assertThat(outcomes).as("alone it may hold more").isEmpty();
        hung.room(60);
        assertThat(outcomes).hasSize(40).allMatch(Job.Outcome.Busy.class::isInstance);
        hung.offer(job(new Progress(null)));
        assertThat(outcomes).hasSize(41);
    }

    @Test
    void aTargetThatAsksForTimeGetsItForAllItsMessages() {
        AtomicLong nanos = new AtomicLong();
        AtomicInteger tries = new AtomicInteger();
        Lane busy = lane(
                1000,
                1,
                message -> {
                    tries.incrementAndGet();
                    return Answer.retry("HTTP status 429", Duration.ofMinutes(2));
                },
                nanos::get);
        busy.offer(job(new Progress(null)));
        await().until(() -> outcomes.size() == 1);
        for (int i = 0; i < 5; i++) {
            busy.offer(job(new Progress(null)));
        }
        await().until(() -> outcomes.size() == 6);
        assertThat(tries).hasValue(1);
        assertThat(outcomes.subList(1, 6)).allSatisfy(each -> assertThat(((Job.Outcome.Busy) each).afterMillis())
                .isBetween(119_000L, 145_000L));
        nanos.set(Duration.ofMinutes(3).toNanos());
        busy.offer(job(new Progress(null)));
        await().until(() -> tries.get() == 2);
    }

    @Test
    void aTargetThatFailsIsNamedInTheLogOnceAMinuteWithWhatItAnswered() {
        AtomicLong nanos = new AtomicLong();
        Deque<Answer> answers = new ConcurrentLinkedDeque<>();
        Lane lane = lane(1000, 1, message -> answers.removeFirst(), nanos::get);
        try (CapturedLog log = new CapturedLog(TargetLog.class)) {
            answers.addAll(List.of(
                    Answer.retry("HTTP status 503", Duration.ZERO),
                    Answer.retry("ConnectException"),
                    Answer.DELIVERED,
                    Answer.retry("ConnectException"),
                    Answer.DELIVERED));
            send(lane, nanos, 5);
            assertThat(log.lines())
                    .containsExactly(
                            "Target desk failed: HTTP status 503; it is tried again",
                            "Target desk takes messages again");
            nanos.addAndGet(Duration.ofSeconds(61).toNanos());
            answers.addAll(List.of(Answer.disable("HTTP status 410"), Answer.SKIPPED));
            send(lane, nanos, 2);
            await().until(() -> log.lines().size() == 4);
            assertThat(log.lines().subList(2, 4))
                    .containsExactly(
                            "Target desk failed: HTTP status 410; it gets nothing more until it is described anew",
                            "Target desk takes messages again");
        }
    }

    /** One after the other, a hundredth of a second apart. */
    private void send(Lane lane, AtomicLong nanos, int messages) {
        for (int i = 0; i < messages; i++) {
            int before = outcomes.size();
            nanos.addAndGet(Duration.ofMillis(10).toNanos());
            lane.offer(job(new Progress(null)));
            await().until(() -> outcomes.size() > before);
        }
    }

    @Test
    void nothingIsSentWhileAnswersCannotBeWritten() {
        held.set(true);
        Lane lane = lane(1000, 4, message -> Answer.DELIVERED);
        for (int i = 0; i < 5; i++) {
            lane.offer(job(new Progress(null)));
        }
        await().during(Duration.ofMillis(300)).until(outcomes::isEmpty);
        held.set(false);
        await().until(() -> outcomes.size() == 5);
    }

    @Test
    void whatSomebodyElseSendsNowIsNotSentFromHere() {
        Lane lane = lane(1000, 1, message -> Answer.DELIVERED);
        Progress gone = new Progress(null);
        gone.revoke();
        lane.offer(job(gone));
        lane.offer(job(new Progress(null)));
        await().until(() -> outcomes.size() == 1);
    }

    @Test
    void whatWaitsForATargetThatIsDescribedAnewGoesBackAtOnce() {
        CountDownLatch go = new CountDownLatch(1);
        Lane old = lane(1000, 1, message -> {
            go.await();
            return Answer.DELIVERED;
        });
        Progress gone = new Progress(null);
        Progress progress = new Progress(null);
        for (int i = 0; i < 4; i++) {
            old.offer(job(progress));
        }
        old.offer(job(gone));
        gone.revoke();
        old.retire();
        assertThat(outcomes)
                .as("but not what somebody else sends now")
                .hasSize(3)
                .containsOnly(new Job.Outcome.Busy(0));
        go.countDown();
        await().until(() -> outcomes.size() == 4);
        assertThat(outcomes.get(3)).as("what is on its way").isEqualTo(new Job.Outcome.Tried(Answer.DELIVERED));
    }
}
