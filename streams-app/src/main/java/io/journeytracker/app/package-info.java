/** The program's entry. */
package io.journeytracker.app;
