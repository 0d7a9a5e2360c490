/** The intake's server: limits, keys, origins, rates; from a request to an answer that says what is on Kafka. */
package io.journeytracker.intake.http;
