/** Logs of events in files: CSV, TSV, JSON lines and XES, gzipped or not; what cannot be understood is told row by row. */
package io.journeytracker.log;
