package io.journeytracker.intake.protocol;

import java.util.List;

/** One family of clients. Adding a protocol is adding a class and naming it in {@link Protocols}. */
public interface Protocol {

    /** In metrics and documents, for instance {@code segment}. */
    String name();

    /** All that it answers; no two protocols have the same method and pattern. */
    List<Route> routes();

    /** The status for what is right but too much now. Not 429 where an SDK would drop what it holds. */
    default int statusOfTooMuch() {
        return 429;
    }
}
