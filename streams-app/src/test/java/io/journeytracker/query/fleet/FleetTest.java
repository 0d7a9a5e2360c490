package io.journeytracker.query.fleet;

import static io.journeytracker.query.fleet.Group.A;
import static io.journeytracker.query.fleet.Group.B;
import static io.journeytracker.query.fleet.Group.C;
import static io.journeytracker.query.fleet.Group.active;
import static io.journeytracker.query.fleet.Group.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.query.fleet.Fleet.Gathered;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is asked, and what their answers make together. */
class FleetTest {

    private static final Question TOTALS = new Question.Totals();
    private static final Set<Integer> ALL = Set.of(0, 1, 2, 3);

    /** Everybody is well; each partition has a copy on another one. */
    private static Group well() {
        return new Group()
                .member(A, Set.of(0), Set.of(1))
                .member(B, Set.of(1), Set.of(0, 2))
                .member(C, Set.of(2, 3), Set.of())
                .keeps(A, active(0, 9), copy(1, 5))
                .keeps(B, active(1, 9), copy(0, 7), copy(2, 6))
                .keeps(C, active(2, 9), active(3, 9))
                .activeHere(0);
    }

    @Test
    void everyPartitionIsAskedOnceAndWhereItIsActive() {
        Group group = well();
        Gathered gathered = group.fleet().ask(TOTALS, ALL);
        assertThat(gathered.shares()).containsExactly(active(0, 9), active(1, 9), active(2, 9), active(3, 9));
        assertThat(gathered.missing()).isEmpty();
        assertThat(group.asked).containsExactlyInAnyOrder("a[0]", "b[1]", "c[2, 3]");
    }

    @Test
    void whereAnOwnerIsAwayItsCopiesAnswerAndWhatHasNoneIsMissing() {
        Group group = well().keeps(C);
        Gathered gathered = group.fleet().ask(TOTALS, ALL);
        assertThat(gathered.shares()).containsExactly(active(0, 9), active(1, 9), copy(2, 6));
        assertThat(gathered.missing()).containsExactly(3);
    }

    @Test
    void theCopyHereIsAskedBeforeThoseElsewhere() {
        Group group = new Group()
                .member(A, Set.of(), Set.of(1))
                .member(B, Set.of(1), Set.of())
                .keeps(A, copy(1, 5));
        assertThat(group.fleet().ask(TOTALS, Set.of(1)).shares()).containsExactly(copy(1, 5));
        assertThat(group.asked).containsExactly("b[1]", "a[1]");
    }

    @Test
    void ofSeveralCopiesTheOneThatHasComeFurthestCounts() {
        Group group = new Group()
                .member(A, Set.of(), Set.of(1))
                .member(B, Set.of(), Set.of(1))
                .member(C, Set.of(1), Set.of())
                .keeps(A, copy(1, 5))
                .keeps(B, copy(1, 8));
        assertThat(group.fleet().ask(TOTALS, Set.of(1)).shares()).containsExactly(copy(1, 8));
    }

    @Test
    void whoBecameActiveMeanwhileIsBelievedAndWhoWasIsNot() {
        // The group's last word: on b. By now c has it, which had a copy, and b has one.
        Group group = new Group()
                .member(A, Set.of(), Set.of())
                .member(B, Set.of(1), Set.of())
                .member(C, Set.of(), Set.of(1))
                .keeps(B, copy(1, 9))
                .keeps(C, active(1, 8));
        assertThat(group.fleet().ask(TOTALS, Set.of(1)).shares()).containsExactly(active(1, 8));
        Group mine = well().activeHere(0, 1).keeps(A, active(0, 9), active(1, 9));
        mine.fleet().ask(TOTALS, Set.of(0, 1));
        assertThat(mine.asked).as("what is active here is asked of nobody else").containsExactly("a[0, 1]");
    }

    @Test
    void beforeTheGroupHasAgreedThisInstanceAnswersForItself() {
        Group group = new Group().activeHere(0).keeps(A, active(0, 9));
        Gathered gathered = group.fleet().ask(TOTALS, Set.of(0, 1));
        assertThat(gathered.shares()).containsExactly(active(0, 9));
        assertThat(gathered.missing()).containsExactly(1);
    }

    @Test
    void whatNobodyAskedForIsLeftOut() {
        Peers talkative = (address, question, partitions) ->
                CompletableFuture.completedFuture(List.of(active(1, 9), active(2, 9), active(77, 9)));
        Group group = well();
        Fleet fleet = new Fleet(
                (question, partitions) -> List.of(),
                () -> A,
                nothing -> false,
                () -> group.metadata,
                Group.TOPIC,
                talkative);
        assertThat(fleet.ask(TOTALS, Set.of(1)).shares()).containsExactly(active(1, 9));
    }

    @Test
    @Timeout(30)
    void soManyWaitForOthersAndNoMore() throws Exception {
        CompletableFuture<List<Share>> later = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(Fleet.MOST_WAITING);
        Group group = well();
        Fleet fleet = new Fleet(
                (question, partitions) -> List.of(active(0, 9)),
                () -> A,
                partition -> partition == 0,
                () -> group.metadata,
                Group.TOPIC,
                (address, question, partitions) -> {
                    waiting.countDown();
                    return later;
                });
        List<CompletableFuture<Gathered>> answers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Fleet.MOST_WAITING; i++) {
            CompletableFuture<Gathered> answer = new CompletableFuture<>();
            answers.add(answer);
            Thread thread = new Thread(() -> answer.complete(fleet.ask(TOTALS, Set.of(1))));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> fleet.ask(TOTALS, Set.of(1))).isInstanceOf(RefusedRequestException.class);
        assertThat(fleet.ask(TOTALS, Set.of(0)).shares())
                .as("what is here needs nobody")
                .hasSize(1);
        later.complete(List.of(active(1, 9)));
        for (CompletableFuture<Gathered> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).shares()).hasSize(1);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(fleet.ask(TOTALS, Set.of(1)).shares()).as("afterwards").hasSize(1);
    }
}
