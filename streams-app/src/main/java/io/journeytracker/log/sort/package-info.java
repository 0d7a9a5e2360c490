/** Logs larger than memory in the order of their times. */
package io.journeytracker.log.sort;
