/** Who may ask for what, where people and programs ask for journeys. */
package io.journeytracker.access;
