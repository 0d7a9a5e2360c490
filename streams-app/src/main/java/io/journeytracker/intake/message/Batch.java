package io.journeytracker.intake.message;

import java.util.List;

/**
 * What one request says.
 *
 * @param writeKey as the request gives it; empty where it gives none
 * @param sentAt when the request was sent by the device's clock, in milliseconds since the epoch; {@link Message#NO_TIME}:
 *     not given
 * @param backFill old news: what becomes true by it up to now raises no live alert
 * @param items in the order in which they were sent
 */
public record Batch(String writeKey, long sentAt, boolean backFill, List<Item> items) {

    /** More messages than SDKs put into a request of the size that is allowed. */
    public static final int MOST_MESSAGES = 5_000;

    public Batch {
        items = List.copyOf(items);
    }

    public static Batch live(String writeKey, long sentAt, List<Item> items) {
        return new Batch(writeKey, sentAt, false, items);
    }
}
