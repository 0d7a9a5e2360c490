package io.journeytracker.intake.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.journeytracker.failure.DeadReason;
import java.util.List;

/**
 * One message of a batch that is not taken.
 *
 * @param index its place in the batch, from 0
 * @param messageId empty: it had none
 * @param field what is wrong, as a path in the message
 * @param reason what was found and what was expected, without the values that the customer gave
 * @param why as a dead letter
 * @param kept as a dead letter
 */
record Rejection(int index, String messageId, String field, String reason, DeadReason why, boolean kept) {

    /** Adds them to an answer, as docs/intake.md shows them. */
    static void tell(List<Rejection> rejections, ArrayNode errors) {
        for (Rejection each : rejections) {
            errors.addObject()
                    .put("index", each.index)
                    .put("messageId", each.messageId)
                    .put("field", each.field)
                    .put("reason", each.reason);
        }
    }
}
