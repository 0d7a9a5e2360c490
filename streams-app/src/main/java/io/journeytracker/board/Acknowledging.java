package io.journeytracker.board;

/** Where it is said that somebody takes care of an alert. */
@FunctionalInterface
public interface Acknowledging {

    /**
     * Says it, and may be called again with the same.
     *
     * @param alert its id
     * @param note empty: none
     * @throws org.apache.kafka.common.KafkaException if it cannot be written everywhere
     */
    void acknowledge(String alert, String by, String note);
}
