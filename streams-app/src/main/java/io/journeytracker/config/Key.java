package io.journeytracker.config;

import java.util.function.Function;

/**
 * One setting of the application.
 *
 * @param name as files and {@code --set} write it; in the environment upper case with underscores
 * @param fallback the value's text where none is given; empty: none
 * @param meaning what it does, for people
 * @param expected what a value looks like, for messages
 * @param parser reads a value, throws {@link IllegalArgumentException} (or a subclass) where it cannot
 */
public record Key<T>(String name, String fallback, String meaning, String expected, Function<String, T> parser) {}
