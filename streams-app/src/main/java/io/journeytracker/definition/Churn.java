package io.journeytracker.definition;

import java.time.Duration;
import java.util.Optional;

/**
 * When a customer in a stage counts as gone: exactly one of silent and event is given.
 *
 * @param silent more than this without any touchpoint
 * @param event a touchpoint that says so
 */
public record Churn(
        String id,
        Optional<Duration> silent,
        Optional<EventRule> event,
        Optional<Feeling> feeling,
        Severity severity) {}
