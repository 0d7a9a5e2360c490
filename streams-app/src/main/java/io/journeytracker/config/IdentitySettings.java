package io.journeytracker.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How customers are recognised.
 *
 * @param linked whether identifiers of one customer are joined
 * @param rules the file that says which identifiers count; empty: the usual rules
 */
public record IdentitySettings(boolean linked, Optional<Path> rules) {}
