/** Touchpoints and dead letters onto Kafka, acknowledged or refused in time. */
package io.journeytracker.intake.publish;
