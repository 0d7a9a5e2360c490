package io.journeytracker.delivery.targets;

import java.time.Clock;
import java.util.Map;

/**
 * What targets are opened with.
 *
 * @param kafkaProducer settings of Kafka's producer, for the installation's own cluster
 * @param clock for time stamps
 */
public record TargetResources(Secrets secrets, OutboundHttp http, Map<String, Object> kafkaProducer, Clock clock) {}
