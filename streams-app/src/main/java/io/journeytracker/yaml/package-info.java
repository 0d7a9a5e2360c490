/** YAML that people write: read with where everything stands, so that every mistake is told at once with line and field. */
package io.journeytracker.yaml;
