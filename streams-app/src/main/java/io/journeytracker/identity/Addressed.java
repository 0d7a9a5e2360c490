package io.journeytracker.identity;

import io.journeytracker.schema.TouchpointIdentity;

/**
 * A touchpoint that is handed on within the task, with what was read of it already.
 *
 * @param value the record's
 */
record Addressed(byte[] value, TouchpointIdentity identity, Identified identified) {}
