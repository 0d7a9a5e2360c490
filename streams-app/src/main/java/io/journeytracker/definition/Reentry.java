package io.journeytracker.definition;

import java.time.Duration;

/**
 * What begins a new journey of a customer whose journey ended.
 *
 * @param after no sooner than this after the end; zero: at once
 */
public record Reentry(EventRule event, Duration after) {}
