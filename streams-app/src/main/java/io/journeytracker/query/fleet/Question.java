package io.journeytracker.query.fleet;

import java.time.Duration;
import java.util.Map;

/** What an instance may be asked about each of some partitions. */
public sealed interface Question {

    /** How long an answer may take. */
    Duration patience();

    /** Whether it is answered by reading much: who takes too long for it is not therefore away. */
    default boolean isLong() {
        return patience().compareTo(Duration.ofSeconds(1)) > 0;
    }

    /** The cells that count everything. */
    record Totals() implements Question {

        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }
    }

    /**
     * The cells of one journey version's visits that began in a window, added up by stage and persona.
     *
     * @param from inclusive, milliseconds since the epoch; Long.MIN_VALUE: from the beginning
     * @param to exclusive; Long.MAX_VALUE: up to now
     */
    record Visits(String journey, int version, long from, long to) implements Question {

        @Override
        public Duration patience() {
            return Duration.ofSeconds(5);
        }
    }

    /**
     * The first of a list of customers, as they are stored, and how many there are.
     *
     * @param parameters of the list, as they were asked for by HTTP
     */
    record Customers(String journey, int version, Map<String, String> parameters) implements Question {

        @Override
        public Duration patience() {
            return Duration.ofSeconds(10);
        }
    }

    /**
     * The first of a list of customers behind a count of visits, with these, and how many there are.
     *
     * @param parameters of the list, as they were asked for by HTTP
     * @param told whether to look in stories; else in the states of journeys
     */
    record Behind(String journey, int version, Map<String, String> parameters, boolean told) implements Question {

        @Override
        public Duration patience() {
            return Duration.ofSeconds(10);
        }
    }

    /** What a store holds of a key; of a customer's story all pieces. */
    record Value(String store, String key) implements Question {

        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }
    }
}
