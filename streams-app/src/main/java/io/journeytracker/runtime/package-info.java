/** The composition root: one instance of the application, from topics to health. */
package io.journeytracker.runtime;
