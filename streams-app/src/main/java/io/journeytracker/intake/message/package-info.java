/** What SDKs send, in terms common to all protocols. Neither HTTP server nor Kafka in here. */
package io.journeytracker.intake.message;
