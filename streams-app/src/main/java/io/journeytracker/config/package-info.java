/** Settings: read once from environment, file and command line, checked once, immutable afterwards. */
package io.journeytracker.config;
