package io.journeytracker.definition;

/** How a touchpoint that matches a stage moves a customer. */
public enum Progress {
    /** Only forward: to the furthest stage of which there was a touchpoint. */
    FURTHEST,
    /** To the stage of the last matching touchpoint, also backwards. */
    LATEST
}
