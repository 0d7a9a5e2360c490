package io.journeytracker.client;

import java.util.List;

/** What became of a batch. */
public sealed interface Outcome {

    /**
     * On Kafka, but for those that are refused.
     *
     * @param refusals in the order of the batch; empty: all of it was taken
     */
    record Taken(List<Refusal> refusals) implements Outcome {
        public Taken {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * Nothing was taken: there is too much in it. In parts it may be.
     *
     * @param why as the intake says
     */
    record TooMuch(String why) implements Outcome {}
}
