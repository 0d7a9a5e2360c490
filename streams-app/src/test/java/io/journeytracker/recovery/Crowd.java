package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.testing.Told;
import io.journeytracker.testing.Traffic;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Customers who never stop doing something, some of it told late, until they are sent home. Some of them are steady: five times a second they do the same, told at
 * once, so that nothing that is ever told of them may have to be taken back.
 */
final class Crowd implements AutoCloseable {

    private static final int CUSTOMERS = 400;
    private static final int EVERY_MILLIS = 25;
    private static final int AT_ONCE = 4;
    private static final int LATEST_MILLIS = 300;
    private static final int STEADY = 8;

    private final Traffic traffic;
    private final Random random;
    private int turn;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    Crowd(Traffic traffic, long seed) {
        this.traffic = traffic;
        this.random = new Random(seed);
        timer.scheduleAtFixedRate(this::some, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void some() {
        for (int i = 0; i < AT_ONCE; i++) {
            int late = random.nextInt(10) == 0 ? random.nextInt(LATEST_MILLIS) : 0;
            traffic.send("c" + random.nextInt(CUSTOMERS), event(), System.currentTimeMillis() - late);
        }
        traffic.send("steady-" + turn++ % STEADY, "Added", System.currentTimeMillis());
    }

    private String event() {
        int chance = random.nextInt(100);
        if (chance < 92) {
            return chance < 45 ? "Viewed" : "Added";
        }
        return chance < 95 ? "Ordered" : chance < 97 ? "Cancelled" : "Emptied";
    }

    /** Time ran ahead of nobody's touchpoints: a stall that never was is told and taken back. */
    static void nothingOfTheSteadyWasTakenBack(Told told) {
        assertThat(told.takenBack())
                .as("told of steady customers and taken back")
                .noneMatch(word -> word.startsWith("steady-"));
        assertThat(told.customers().keySet()).anyMatch(customer -> customer.startsWith("steady-"));
    }

    @Override
    public void close() {
        goHome();
    }

    /** Nobody does anything any more, and all that was done is written. */
    void goHome() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The crowd did not go home within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the crowd went home", e);
        }
        traffic.flush();
    }
}
