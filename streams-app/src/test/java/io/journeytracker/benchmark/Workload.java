package io.journeytracker.benchmark;

import io.journeytracker.schema.Touchpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Touchpoints as a shop's tracking sends them: customers in random order over one hour, so that with a grace of an hour
 * every tail fills; one touchpoint in twenty up to a minute older than the one before it.
 *
 * @param customers how many customers
 * @param touchpoints how many touchpoints
 * @param devices whether each also names the customer's device
 */
record Workload(int customers, int touchpoints, boolean devices) {

    Workload(int customers, int touchpoints) {
        this(customers, touchpoints, false);
    }

    static final long START = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    static final long SPAN_MILLIS = 3_600_000;
    private static final int OUT_OF_ORDER_IN = 20;
    private static final int LATE_MILLIS = 60_000;
    private static final String[] EVENTS = {
        "Page Viewed",
        "Page Viewed",
        "Product Viewed",
        "Product Viewed",
        "Products Searched",
        "Product Added",
        "Cart Viewed",
        "Checkout Started",
        "Coupon Entered",
        "Order Completed"
    };
    private static final String[] CHANNELS = {"web", "app", "e-mail", "store"};
    private static final String[] SEGMENTS = {"deals", "loyal", "research", "gift"};

    /** All of them, in heap. */
    List<Touchpoint> make() {
        List<Touchpoint> made = new ArrayList<>(touchpoints);
        each(made::add);
        return made;
    }

    /** One after the other, the same ones every time. */
    void each(Consumer<Touchpoint> to) {
        Random random = new Random(7);
        for (int i = 0; i < touchpoints; i++) {
            long time = START + (long) i * SPAN_MILLIS / touchpoints;
            if (random.nextInt(OUT_OF_ORDER_IN) == 0) {
                time -= random.nextInt(LATE_MILLIS);
            }
            int customer = random.nextInt(customers);
            to.accept(Touchpoint.newBuilder()
                    .setMessageId("message-" + i)
                    .setUserId("customer-" + customer)
                    .setAnonymousId(devices ? "device-" + customer : null)
                    .setEvent(EVENTS[random.nextInt(EVENTS.length)])
                    .setTime(time)
                    .setReceivedAt(time)
                    .setChannel(CHANNELS[random.nextInt(CHANNELS.length)])
                    .setProperties(Map.of("url", "/products/" + random.nextInt(1000), "price", 19.99))
                    .setTraits(Map.of("segment", SEGMENTS[customer % SEGMENTS.length]))
                    .setSentiment(random.nextInt(10) == 0 ? random.nextInt(201) / 100.0 - 1 : null)
                    .setSource("web")
                    .build());
        }
    }

    /** A time after everything. */
    static long end() {
        return START + SPAN_MILLIS;
    }
}
