package io.journeytracker.engine;

import java.util.List;

/** All that happened to one customer up to a clock, in the order in which it happened, and where that leaves them. */
public record NaiveStory(
        List<Transition> told,
        List<Touch> touched,
        List<Conversion> conversions,
        List<EndedVisit> ended,
        List<Seen> seen,
        NaiveStanding standing) {}
