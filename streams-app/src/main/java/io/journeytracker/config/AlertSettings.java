package io.journeytracker.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Telling people of alerts.
 *
 * @param subscriptions files of subscriptions and targets
 * @param secrets the directory of secrets; empty: there are none
 * @param internal receivers inside the own network that may be sent to
 */
public record AlertSettings(List<Path> subscriptions, Optional<Path> secrets, InternalReceivers internal) {}
