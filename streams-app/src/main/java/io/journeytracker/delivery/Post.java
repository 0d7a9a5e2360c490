package io.journeytracker.delivery;

import io.journeytracker.schema.AlertDelivery;
import io.journeytracker.schema.DeliveryOutcome;

/** What the desk has others do. */
interface Post {

    /** To be sent once the transaction at hand is committed. */
    void send(AlertDelivery delivery);

    /** Given up: goes to where people can look at it. */
    void giveUp(AlertDelivery delivery);

    /** One that was given up is sent again. */
    void takeBack(AlertDelivery delivery);

    /** Something is not told, for a reason of one word. */
    void suppressed(String subscription, String reason);

    /** Nobody acknowledged an alert in time, and those of the escalation are told. */
    void escalated(String alert, String subscription, long at);

    /** A target answered. */
    void answered(AlertDelivery delivery, DeliveryOutcome outcome, long at);
}
