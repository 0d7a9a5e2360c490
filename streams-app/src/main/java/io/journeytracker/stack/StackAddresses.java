package io.journeytracker.stack;

/**
 * Where the parts of a stack are.
 *
 * @param grafana empty: there is none
 */
public record StackAddresses(String application, String prometheus, String alertmanager, String grafana) {}
