/** From any protocol's message to a touchpoint: ids, event, time, channel, class, sentiment, properties. Pure. */
package io.journeytracker.intake.mapping;
