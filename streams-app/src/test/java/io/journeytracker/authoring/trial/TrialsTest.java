package io.journeytracker.authoring.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TrialsTest {

    private final Trials trials = new Trials();

    private String state() {
        return trials.state().get("state").textValue();
    }

    @Test
    void oneRunsAtATimeAndItsResultIsKept() {
        CountDownLatch go = new CountDownLatch(1);
        assertThat(state()).isEqualTo("none");
        assertThat(trials.begin(progress -> {
                    progress.at("folding", 3, 10);
                    pass(go);
                    return JsonNodeFactory.instance.objectNode().put("kind", "draft");
                }))
                .isTrue();
        await().until(() -> trials.state().path("done").intValue() == 3);
        assertThat(trials.state().get("step").textValue()).isEqualTo("folding");
        assertThat(trials.state().get("of").intValue()).isEqualTo(10);
        assertThat(trials.begin(progress -> null)).isFalse();
        go.countDown();
        await().until(() -> state().equals("done"));
        assertThat(trials.state().at("/result/kind").textValue()).isEqualTo("draft");
        trials.cancel();
        await().until(() -> {
            trials.cancel();
            return state().equals("none");
        });
    }

    @Test
    void oneThatIsCancelledEndsWhereItLooksUp() {
        CountDownLatch go = new CountDownLatch(1);
        trials.begin(progress -> {
            pass(go);
            progress.at("reading", 1, 2);
            throw new AssertionError("nobody wants to know");
        });
        trials.cancel();
        assertThat(trials.begin(progress -> null))
                .as("another while it still runs")
                .isFalse();
        go.countDown();
        await().until(() -> state().equals("cancelled"));
    }

    /** Or whoever asks behind a load balancer would take somebody else's trial for theirs. */
    @Test
    void anotherInstanceHasNoTrialOfTheSameIdAndSaysSo() {
        trials.begin(progress -> JsonNodeFactory.instance.objectNode());
        await().until(() -> state().equals("done"));
        long id = trials.state().get("id").longValue();
        assertThat(trials.state(id)).isPresent();
        try (Trials elsewhere = new Trials()) {
            assertThat(elsewhere.state(id)).isEmpty();
            elsewhere.begin(progress -> JsonNodeFactory.instance.objectNode());
            assertThat(elsewhere.state(id)).isEmpty();
            assertThat(elsewhere.cancel(id)).isFalse();
        }
        assertThat(trials.cancel(id)).isTrue();
    }

    @Test
    void whatFailsSaysSo() {
        trials.begin(progress -> {
            throw new TimeoutException("away");
        });
        await().until(() -> state().equals("failed"));
        assertThat(trials.state().get("failure").textValue()).contains("could not be read");
    }

    private static void pass(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
