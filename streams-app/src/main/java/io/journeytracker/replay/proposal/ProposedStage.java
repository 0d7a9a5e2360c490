package io.journeytracker.replay.proposal;

import java.util.List;
import java.util.Optional;

/**
 * A stage that a log suggests.
 *
 * @param events commonest first
 * @param customers of the commonest event
 * @param position where on the way its events are first done, 0 first to 1 last
 * @param stallAfter a round duration that nine of ten gaps after its events do not exceed; empty: nothing follows them
 */
record ProposedStage(String id, List<String> events, long customers, double position, Optional<String> stallAfter) {}
