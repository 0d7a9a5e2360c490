package io.journeytracker.identity;

import io.journeytracker.schema.DecodedTouchpoint;

/**
 * A touchpoint that is handed on within the task, with what was found out of it already.
 *
 * @param to the identifier that the record is addressed to, its key
 */
record Addressed(DecodedTouchpoint touchpoint, String to, TouchpointIdentity identity, Identified identified) {

    byte[] bytes() {
        return touchpoint.bytes();
    }
}
