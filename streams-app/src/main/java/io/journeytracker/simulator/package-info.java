/** A simulated shop: its visitors' touchpoints, the same for the same seed. No Kafka, no HTTP, no clock in here. */
package io.journeytracker.simulator;
