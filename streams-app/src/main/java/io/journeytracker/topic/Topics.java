package io.journeytracker.topic;

import java.util.List;

/**
 * The topics' names. With a prefix several installations share one cluster.
 *
 * @param prefix put before every name; empty: none
 */
public record Topics(String prefix) {

    public static final Topics DEFAULT = new Topics("");

    /** Input: what happened to customers, by any key; and the ticks that carry time. */
    public String touchpoints() {
        return prefix + "touchpoints";
    }

    /** The same by customer, ticks included. */
    public String touchpointsByCustomer() {
        return prefix + "touchpoints-by-customer";
    }

    /** What happened on the journeys, by customer. */
    public String transitions() {
        return prefix + "journey-transitions";
    }

    /** Alerts raised, resolved and retracted, by customer. */
    public String alerts() {
        return prefix + "journey-alerts";
    }

    /** Where every customer is now; compacted. */
    public String customers() {
        return prefix + "journey-customers";
    }

    /** Parts of customers' stories, by customer. */
    public String stories() {
        return prefix + "journey-stories";
    }

    /** The journey maps, by {@code journey/version}; compacted. */
    public String maps() {
        return prefix + "journey-maps";
    }

    /** What people say about the maps, by {@code pain-point/JOURNEY/ID}, {@code note/JOURNEY/ID} or {@code review/JOURNEY}; compacted. */
    public String annotations() {
        return prefix + "journey-annotations";
    }

    /** Who wants to hear of which alerts and where, by {@code subscription/NAME} or {@code target/ID}; compacted. */
    public String subscriptions() {
        return prefix + "alert-subscriptions";
    }

    /** What subscriptions have to decide on: alerts, acknowledgements and answers of targets, by subscription. */
    public String deliveries() {
        return prefix + "alert-deliveries";
    }

    /** Messages to be sent, by target. */
    public String outbox() {
        return prefix + "alert-outbox";
    }

    /** Messages that were given up, by their ids; compacted. */
    public String undelivered() {
        return prefix + "alert-undelivered";
    }

    /** What happened to alerts besides what customers did: acknowledged, escalated; by alert. */
    public String alertLife() {
        return prefix + "alert-life";
    }

    /** What could not be understood or came too late, bytes and reason. */
    public String deadLetters() {
        return prefix + "dead-letters";
    }

    public List<String> all() {
        return List.of(
                touchpoints(),
                touchpointsByCustomer(),
                transitions(),
                alerts(),
                customers(),
                stories(),
                maps(),
                annotations(),
                subscriptions(),
                deliveries(),
                outbox(),
                undelivered(),
                alertLife(),
                deadLetters());
    }
}
