package io.journeytracker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.journeytracker.subscription.InvalidSubscriptionsException;
import io.journeytracker.subscription.SubscriptionFile;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class SubscriptionReloadTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Counter taken = registry.counter("taken");
    private final Counter refused = registry.counter("refused");
    private final SubscriptionFile file = new SubscriptionFile(Subscriptions.NONE, Map.of());
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final List<SubscriptionFile> published = new ArrayList<>();

    private void failOnce() {
        if (!failures.isEmpty()) {
            throw failures.pop();
        }
    }

    @Test
    void aChangeThatKafkaDidNotTakeIsTriedAgain() {
        SubscriptionReload reload = new SubscriptionReload(
                () -> file,
                each -> {
                    failOnce();
                    published.add(each);
                },
                taken,
                refused);
        failures.add(new KafkaException("away"));
        failures.add(new KafkaException("away"));
        reload.look(true);
        reload.look(false);
        assertThat(published).isEmpty();
        assertThat(refused.count()).as("the file is well").isZero();
        reload.look(false);
        reload.look(false);
        assertThat(published).containsExactly(file);
        assertThat(taken.count()).isEqualTo(1);
    }

    @Test
    void aFileWithMistakesIsToldOnce() {
        SubscriptionReload reload = new SubscriptionReload(
                () -> {
                    failOnce();
                    return file;
                },
                published::add,
                taken,
                refused);
        failures.add(catchThrowableOfType(
                InvalidSubscriptionsException.class,
                () -> AlertSubscriptions.reader(Topics.DEFAULT).read("colour: red", "alerts.yaml")));
        reload.look(true);
        reload.look(false);
        assertThat(refused.count()).isEqualTo(1);
        assertThat(published).isEmpty();
        reload.look(true);
        assertThat(published).containsExactly(file);
    }
}
