/** The commands of the command line. */
package io.journeytracker.app.command;
