package io.journeytracker.query;

import io.journeytracker.topic.CustomerId;

/** Customers' ids for eyes that are not to know them. */
public final class Masked {

    private static final int SHOWN = 2;

    private Masked() {}

    /** The kind of the id and its first letters, no more than a quarter of it; enough to tell that it is somebody. */
    public static String of(String customer) {
        String value = CustomerId.value(customer);
        String shown = value.substring(
                0, value.offsetByCodePoints(0, Math.min(SHOWN, value.codePointCount(0, value.length()) / 4)));
        String kind = CustomerId.isUser(customer) ? "" : CustomerId.kind(customer) + " ";
        return kind + shown + "•••";
    }
}
