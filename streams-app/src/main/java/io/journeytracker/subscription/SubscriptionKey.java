package io.journeytracker.subscription;

/** Keys of the topic of subscriptions. */
final class SubscriptionKey {

    static final String TARGET = "target/";
    static final String SUBSCRIPTION = "subscription/";

    private SubscriptionKey() {}

    static String target(String id) {
        return TARGET + id;
    }

    static String subscription(String name) {
        return SUBSCRIPTION + name;
    }
}
