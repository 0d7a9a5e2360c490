package io.journeytracker.annotation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something that hurts customers at a stage, and what is done about it.
 *
 * @param version counts its changes, from 1
 * @param measured what became of the stage's figures with the fix
 * @param history oldest first
 */
record PainPoint(
        String id, String journey, int version, Content content, Optional<Measured> measured, List<Change> history) {

    /** Where it is in its life. */
    enum State {
        /** Somebody says that it hurts. */
        OPEN,
        /** Somebody takes care. */
        OWNED,
        /** It is known what is to be done, by when and with what. */
        PLANNED,
        /** It was done. */
        FIXED,
        /** It is known what came of it. */
        MEASURED;

        /** Customers suffer by it still, as far as is known. */
        boolean hurts() {
            return compareTo(FIXED) < 0;
        }
    }

    /** Who found it. */
    enum Origin {
        /** The map's own numbers. */
        FOUND,
        /** The map's author, as what frustrates a persona. */
        DECLARED,
        /** Somebody who looked at the map. */
        OWN
    }

    /** What the map's numbers find; nothing where people did. */
    enum Kind {
        LEAVING,
        STALLED,
        FEELING,
        SLOW
    }

    /**
     * What people say of it.
     *
     * @param kind given if, and only if, the numbers found it
     * @param persona whom it hurts; empty: everybody
     * @param worth of one customer, in the currency in which the journey's pain points are valued; empty: nobody says
     * @param owner empty: nobody yet
     * @param fixed the day of the fix
     */
    record Content(
            String stage,
            String title,
            Origin origin,
            Optional<Kind> kind,
            String persona,
            OptionalDouble worth,
            State state,
            String owner,
            Optional<Plan> plan,
            Optional<LocalDate> fixed) {}

    /**
     * What is to be done.
     *
     * @param date by when
     * @param what is done; may be empty
     * @param have what there is for it: people, money, tools; empty only while it is not planned yet
     * @param need what is missing; the same
     */
    record Plan(LocalDate date, String what, String have, String need) {}

    /**
     * The stage's figures in so many days before the day of the fix, and in as many after it.
     *
     * @param at when they were looked at
     */
    record Measured(Instant at, int days, Figures before, Figures after, Optional<Difference> leaving) {}

    /**
     * Of visits that began in a span of time.
     *
     * @param ended of them, one way or the other
     * @param left of those, with the customer gone
     * @param felt mean felt emotion; empty: none was felt
     */
    record Figures(long entered, long ended, long advanced, long left, long stalls, OptionalDouble felt) {}

    /** By how much the share of those who left differs, with its 95 % interval. */
    record Difference(double share, double low, double high) {}

    /**
     * Somebody changed it.
     *
     * @param state after it
     * @param changed the fields that are different
     * @param note empty: none
     */
    record Change(Instant at, String by, State state, List<String> changed, String note) {}
}
