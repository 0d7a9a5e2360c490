package io.journeytracker.delivery.sending;

import io.journeytracker.delivery.targets.Answer;
import io.journeytracker.delivery.targets.TargetResources;
import io.journeytracker.delivery.targets.TargetTypes;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.subscription.TargetDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane for each target, opened with its first message and by its description of that time. All lanes together hold so many messages, each an equal
 * share of them: one that is full sends back what comes to it, so that none ever stops the reading for the others. Used by one thread.
 */
final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** Messages that wait here, all targets together; no target's share is smaller or larger than the two below. */
    private static final int MOST_WAITING = 10_000;

    private static final int LEAST_EACH = 50;
    private static final int MOST_EACH = 1_000;

    /** Longer than any attempt takes. */
    private static final long CLOSE_SECONDS = 60;

    private final Supplier<Subscriptions> subscriptions;
    private final TargetResources resources;
    private final ExecutorService threads;
    private final ScheduledExecutorService clock;
    private final BooleanSupplier held;
    private final Map<String, Lane> lanes = new HashMap<>();
    private Subscriptions seen = Subscriptions.NONE;

    /** @param held whether nothing is to be sent at the moment */
    Lanes(
            Supplier<Subscriptions> subscriptions,
            TargetResources resources,
            ExecutorService threads,
            ScheduledExecutorService clock,
            BooleanSupplier held) {
        this.subscriptions = subscriptions;
        this.resources = resources;
        this.threads = threads;
        this.clock = clock;
        this.held = held;
    }

    void offer(Job job) {
        String id = job.delivery().getTarget();
        Optional<Lane> lane;
        try {
            lane = lane(id);
        } catch (RuntimeException e) {
            LOG.warn("Target {} cannot be opened: {}", id, e.getClass().getSimpleName());
            LOG.debug("Target {} cannot be opened", id, e);
            job.answer().accept(new Job.Outcome.Tried(Answer.retry("the target cannot be opened")));
            return;
        }
        if (lane.isPresent()) {
            lane.get().offer(job);
        } else {
            job.answer().accept(new Job.Outcome.Tried(Answer.retry("there is no such target")));
        }
    }

    private Optional<Lane> lane(String id) {
        Optional<TargetDefinition> definition = subscriptions.get().target(id);
        Lane known = lanes.get(id);
        if (known != null && definition.filter(known::isOf).isPresent()) {
            return Optional.of(known);
        }
        if (known != null) {
            retire(id, known);
        }
        definition.ifPresent(now -> {
            lanes.put(
                    id,
                    new Lane(
                            now,
                            TargetTypes.named(now.type()).open(now, resources),
                            threads,
                            clock,
                            held,
                            System::nanoTime));
            share();
        });
        return Optional.ofNullable(lanes.get(id));
    }

    private void share() {
        int each = Math.max(LEAST_EACH, Math.min(MOST_EACH, MOST_WAITING / Math.max(1, lanes.size())));
        lanes.values().forEach(lane -> lane.room(each));
    }

    private void retire(String id, Lane lane) {
        lanes.remove(id);
        lane.retire();
        share();
        // What is on its way is sent as it was: its answers count all the same.
        clock.schedule(lane::close, CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Also where no further message comes: what waits must not be sent by a description that is gone. */
    void retireChanged() {
        Subscriptions now = subscriptions.get();
        if (now != seen) {
            seen = now;
            Map.copyOf(lanes).forEach((id, lane) -> {
                if (now.target(id).filter(lane::isOf).isEmpty()) {
                    retire(id, lane);
                }
            });
        }
    }

    /** Begins nothing more. */
    void stop() {
        lanes.values().forEach(Lane::stop);
    }

    void close() {
        lanes.values().forEach(Lane::close);
    }
}
