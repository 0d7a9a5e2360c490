package io.journeytracker.authoring.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something that is found out from the past, in the background. */
@FunctionalInterface
public interface Trial {

    /**
     * How far it is.
     *
     * @see RecentReader.Progress
     */
    interface Progress {
        /**
         * Tells where the work is.
         *
         * @param step for people, such as reading
         * @throws java.util.concurrent.CancellationException if nobody wants to know any more
         */
        void at(String step, long done, long of);
    }

    /** What was found out, as JSON. */
    ObjectNode run(Progress progress);
}
