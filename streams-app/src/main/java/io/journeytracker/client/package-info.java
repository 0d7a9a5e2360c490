/** Talking to an intake by HTTP as an SDK does: batches, answers, tries again. */
package io.journeytracker.client;
