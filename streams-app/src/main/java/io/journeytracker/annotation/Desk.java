package io.journeytracker.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;

/** What all who change annotations need. */
record Desk(Supplier<Annotations> annotations, AnnotationEdits edits, Clock clock) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_NOTE = 1_000;

    Instant now() {
        return clock.instant();
    }

    /** Who changes it, and what else there is to say. */
    static PainPointRules.Said said(Body body) {
        return new PainPointRules.Said(by(body), body.text("note", LONGEST_NOTE));
    }

    static String by(Body body) {
        return body.required("by", LONGEST_NAME, "who changes it");
    }

    /** Of {@code what}; refuses where it could not be written, or what is there cannot be read. */
    void edit(String key, UnaryOperator<Optional<String>> change) {
        try {
            edits.edit(key, change);
        } catch (Annotations.UnreadableException broken) {
            throw new RefusedRequestException(
                    ErrorCode.CONFLICT, "id", "what is in the topic under this id cannot be read; see the log");
        } catch (KafkaException away) {
            throw new RefusedRequestException(
                    ErrorCode.UNAVAILABLE,
                    "request",
                    "it may not have been written, or did not come back in time; look, then try again");
        }
    }

    static RefusedRequestException missing(String what) {
        return new RefusedRequestException(ErrorCode.NOT_FOUND, "id", "there is no " + what + " of this id");
    }

    static void answer(Context context, JsonNode body) {
        context.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(body.toString());
    }
}
