package io.journeytracker.engine;

/** One customer on one journey: checkpoint, tail and how far it was told. Mutable, owned by one thread. */
public final class JourneyState {}
