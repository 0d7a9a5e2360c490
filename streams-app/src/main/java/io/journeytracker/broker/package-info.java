/** A Kafka broker for a process that brings its own: looked up, since production leaves it out. */
package io.journeytracker.broker;
