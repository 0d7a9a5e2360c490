package io.journeytracker.journey;

import io.journeytracker.failure.DeadLetterHandler;

/**
 * Writing what the fold said failed half-way. A store write cannot be undone, so the transaction must not be committed:
 * the thread stops and the next one begins at the last commit.
 */
final class WriteFailedException extends RuntimeException implements DeadLetterHandler.Fatal {

    private static final long serialVersionUID = 1L;

    WriteFailedException(RuntimeException cause) {
        super("what was folded could not be written", cause);
    }
}
