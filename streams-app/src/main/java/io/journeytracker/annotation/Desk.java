package io.journeytracker.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.topic.EditFailedException;
import io.journeytracker.topic.ForeignRecordException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all who change annotations need. */
record Desk(Supplier<Annotations> annotations, AnnotationEdits edits, Published published, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTE = 1_000;

    Instant now() {
        return clock.instant();
    }

    Reviews reviewsOf(String journey) {
        return annotations.get().reviewsOf(journey);
    }

    /** Who changes it, and what else there is to say. */
    static PainPointRules.Said said(Body body) {
        return new PainPointRules.Said(by(body), body.text("note", LONGEST_NOTE));
    }

    /** Nobody speaks for somebody else. */
    static String by(Body body) {
        String said = body.text("by", LONGEST_NAME);
        body.caller().filter(known -> !said.isEmpty() && !said.equals(known)).ifPresent(known -> {
            throw body.invalid("by", "you are " + known + " here: leave it out");
        });
        return body.caller().orElseGet(() -> body.required("by", LONGEST_NAME, "who changes it"));
    }

    /** Refuses where it could not be written, or what is there cannot be read. Nobody is told to try again what would be there twice, or refused again. */
    void edit(String key, UnaryOperator<Optional<String>> change) {
        try {
            edits.edit(key, change);
        } catch (ForeignRecordException broken) {
            throw new RefusedRequestException(
                    ErrorCode.CONFLICT, "id", "what is in the topic under this id cannot be read; see the log");
        } catch (EditFailedException failed) {
            LOG.warn("An annotation could not be changed: {}", failed.getMessage());
            throw refusal(failed.outcome());
        }
    }

    private static RefusedRequestException refusal(EditFailedException.Outcome outcome) {
        return switch (outcome) {
            case BUSY ->
                RefusedRequestException.forNow(
                        "request", "nothing was written: too many changes at the same time; try again");
            case AWAY ->
                RefusedRequestException.forNow(
                        "request", "nothing was written: Kafka does not answer in time; try again");
            case UNKNOWN ->
                new RefusedRequestException(
                        ErrorCode.UNAVAILABLE, "request", "it may have been written or not; look before you try again");
            case TOO_LARGE ->
                new RefusedRequestException(
                        ErrorCode.BODY_TOO_LARGE, "body", "nothing was written: it is larger than Kafka takes here");
            case REFUSED ->
                new RefusedRequestException(
                        ErrorCode.FAILED,
                        "request",
                        "nothing was written: Kafka refuses it, and will again until its operators mend that; the log says why");
        };
    }

    static RefusedRequestException missing(String what) {
        return new RefusedRequestException(ErrorCode.NOT_FOUND, "id", "there is no " + what + " of this id");
    }

    static RefusedRequestException noJourney() {
        return new RefusedRequestException(ErrorCode.NOT_FOUND, "journey", "no journey of this id is published");
    }

    /** Of a request without a body: the version that whoever asks has seen. */
    static int version(Context context) {
        String version = Optional.ofNullable(context.queryParam("version")).orElse("");
        if (!version.matches("[0-9]{1,9}")) {
            throw new RefusedRequestException(
                    ErrorCode.INVALID, "version", "expected the version that you have seen, a number");
        }
        return Integer.parseInt(version);
    }

    static void answer(Context context, JsonNode body) {
        context.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(body.toString());
    }
}
