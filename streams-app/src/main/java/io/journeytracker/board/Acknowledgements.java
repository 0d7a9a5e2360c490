package io.journeytracker.board;

import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Takes down that somebody takes care of an alert, and waits a moment for the list to show it. */
final class Acknowledgements {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AlertBoard board;
    private final Acknowledging acknowledging;
    private final Clock clock;

    /** What somebody says. */
    record Said(String by, String note) {

        static Said of(String by, String note) {
            return new Said(checked("by", by, LONGEST_NAME, true), checked("note", note, LONGEST_NOTE, false));
        }

        private static String checked(String name, String text, int longest, boolean required) {
            String stripped = text.strip();
            if (required && stripped.isEmpty()) {
                throw Asked.invalid(name, "is missing; expected who takes care");
            }
            if (stripped.length() > longest) {
                throw Asked.invalid(name, "has " + stripped.length() + " characters; expected at most " + longest);
            }
            return stripped;
        }
    }

    Acknowledgements(AlertBoard board, Acknowledging acknowledging, Clock clock) {
        this.board = board;
        this.acknowledging = acknowledging;
        this.clock = clock;
    }

    /**
     * One of somebody else that was taken down before stays. It is written all the same: where a first attempt failed half-way the second one ends it.
     *
     * @param id of an alert that is in the list
     * @return the alert as it is then
     */
    BoardAlert take(String id, Said said) {
        Optional<BoardAlert> before = board.find(id);
        before.filter(alert -> !alert.stands(clock.instant())).ifPresent(over -> {
            throw new RefusedRequestException(
                    ErrorCode.CONFLICT, "id", "the alert is over: " + AlertFilter.word(over.phase(clock.instant())));
        });
        write(id, said);
        return board.await(id, alert -> alert.acknowledgement().isPresent(), PATIENCE);
    }

    /** As {@link #take}, of one that may be too old for the list. */
    Optional<BoardAlert> takeAny(String id, Said said) {
        if (board.find(id).isPresent()) {
            return Optional.of(take(id, said));
        }
        write(id, said);
        return Optional.empty();
    }

    private void write(String id, Said said) {
        try {
            acknowledging.acknowledge(id, said.by(), said.note());
        } catch (KafkaException away) {
            throw new RefusedRequestException(
                    ErrorCode.UNAVAILABLE,
                    "request",
                    "it could not be written everywhere, and may not stop the escalation; try again");
        }
    }
}
