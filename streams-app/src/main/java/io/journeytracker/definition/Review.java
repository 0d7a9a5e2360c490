package io.journeytracker.definition;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/** How often a map is to be looked at, and when it last was. */
public record Review(Duration every, Optional<LocalDate> last) {}
