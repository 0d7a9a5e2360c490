package io.journeytracker.definition;

import java.util.Optional;

/** A way out of the journey, from any stage. */
public record Exit(String id, EventRule event, Optional<Feeling> feeling) {}
