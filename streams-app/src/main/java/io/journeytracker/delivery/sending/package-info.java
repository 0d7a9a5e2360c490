/** Sends messages that were decided on, and reports what became of them. */
package io.journeytracker.delivery.sending;
