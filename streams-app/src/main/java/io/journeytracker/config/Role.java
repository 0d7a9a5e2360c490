package io.journeytracker.config;

/** What an instance does; one process may do all of it, or several share it. */
public enum Role {
    /** Takes touchpoints by HTTP. */
    INTAKE,
    /** Keeps journeys, lets time pass, and decides what is told of alerts. */
    STREAMS,
    /** Sends what is to be told to the targets. */
    DELIVERY
}
