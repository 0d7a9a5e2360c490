/** What a customer did from the first contact on, kept for people who ask: a step of its own behind the journeys. */
package io.journeytracker.story;
