package io.journeytracker.subscription;

/** Keys of the topic of subscriptions. */
public final class SubscriptionKey {

    static final String TARGET = "target/";
    static final String SUBSCRIPTION = "subscription/";
    static final String SILENCE = "silence/";

    private SubscriptionKey() {}

    public static String target(String id) {
        return TARGET + id;
    }

    public static String subscription(String name) {
        return SUBSCRIPTION + name;
    }

    public static String silence(String id) {
        return SILENCE + id;
    }
}
