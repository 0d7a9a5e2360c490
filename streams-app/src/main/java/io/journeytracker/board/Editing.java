package io.journeytracker.board;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.journeytracker.http.ErrorBody;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.subscription.InvalidSubscriptionsException;
import io.journeytracker.subscription.SubscriptionEdits;
import io.journeytracker.subscription.Written;
import io.journeytracker.topic.KafkaCause;
import io.journeytracker.yaml.YamlProblem;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes of subscriptions, targets and silences have in common.
 *
 * @param files whether this instance reads files, which alone change what came from them
 */
record Editing(SubscriptionEdits edits, boolean files) {

    private static final Logger LOG = LoggerFactory.getLogger(Editing.class);
    private static final int NO_CONTENT = 204;

    /** A handler whose bodies may be wrong in many ways at once. */
    @FunctionalInterface
    interface Change {
        void make(Context context);
    }

    /** Tells everything that is wrong with a body: the first problem as every refusal, and all of them beside it. */
    static void checked(Context context, Change change) {
        try {
            change.make(context);
        } catch (InvalidSubscriptionsException invalid) {
            YamlProblem first = invalid.problems().get(0);
            ObjectNode root = new ErrorBody(ErrorCode.INVALID, first.field(), first.message()).json();
            ArrayNode problems = root.putArray("problems");
            invalid.problems().forEach(problem -> problems.addObject()
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("field", problem.field())
                    .put("message", problem.message()));
            context.status(ErrorCode.INVALID.status());
            AlertRoutes.answer(context, root);
        }
    }

    /** What comes from files is changed there alone, as long as somebody reads them. */
    void refuseFromFile(Optional<Written> written) {
        if (files && written.map(Written::fromFile).orElse(false)) {
            throw new RefusedRequestException(
                    ErrorCode.CONFLICT,
                    "path",
                    "it comes from a file of the configuration (journey.subscriptions); change it there");
        }
    }

    void write(String key, String text) {
        try {
            edits.write(key, text);
        } catch (KafkaException away) {
            LOG.warn("A change could not be written: {}", KafkaCause.of(away));
            if (KafkaCause.isTooLarge(away)) {
                throw new RefusedRequestException(
                        ErrorCode.BODY_TOO_LARGE, "body", "nothing was written: it is larger than Kafka takes here");
            }
            if (KafkaCause.lasts(away)) {
                throw new RefusedRequestException(
                        ErrorCode.FAILED,
                        "request",
                        "nothing was written: Kafka refuses it, and will again until its operators mend that; the log says why");
            }
            throw new RefusedRequestException(
                    ErrorCode.UNAVAILABLE,
                    "request",
                    "it could not be written, or did not come back in time; try again");
        }
    }

    void delete(Context context, String key) {
        write(key, null);
        context.status(NO_CONTENT);
    }

    static String source(Optional<Written> written) {
        return written.map(Written::fromFile).orElse(true) ? "file" : "api";
    }
}
