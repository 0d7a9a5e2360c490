/** Alerts to the outside world: what is told to whom and when, and that it arrives. */
package io.journeytracker.delivery;
