package io.journeytracker.config;

/** What an instance does; one process may do all of it, or several share it. */
public enum Role {
    /** Takes touchpoints by HTTP. */
    INTAKE,
    /** Keeps journeys and lets time pass. */
    STREAMS
}
