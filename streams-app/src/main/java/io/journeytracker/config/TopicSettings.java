package io.journeytracker.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How topics are created.
 *
 * @param prefix put before every name
 * @param partitions of every topic but the maps'
 * @param replication copies; -1: as the brokers say
 * @param touchpointsRetention empty: for ever
 * @param byCustomerBytes most bytes of a partition of touchpoints-by-customer
 * @param resultsRetention of transitions and alerts; empty: for ever
 */
public record TopicSettings(
        String prefix,
        int partitions,
        short replication,
        Optional<Duration> touchpointsRetention,
        long byCustomerBytes,
        Optional<Duration> resultsRetention) {}
