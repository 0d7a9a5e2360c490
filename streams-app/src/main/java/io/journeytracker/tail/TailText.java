package io.journeytracker.tail;

import io.journeytracker.definition.RuleTrial;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What tail prints. */
final class TailText {

    private TailText() {}

    static String touchpoint(String customer, Touchpoint touchpoint) {
        return Instant.ofEpochMilli(touchpoint.getTime()) + "  " + customer + "  " + touchpoint.getEvent()
                + (touchpoint.getChannel() == null ? "" : "  by " + touchpoint.getChannel());
    }

    static String sentOn(String customer) {
        return "    ~ this is " + customer;
    }

    /** The rules that matched; of those that count and did not match, how many were tried. */
    static String trials(String journey, List<RuleTrial> trials) {
        String matched =
                trials.stream().filter(RuleTrial::matched).map(TailText::trial).collect(Collectors.joining(", "));
        return "    " + journey + ": tried " + trials.size() + " rules; "
                + (matched.isEmpty() ? "none matched" : "matched " + matched);
    }

    private static String trial(RuleTrial trial) {
        String name = trial.kind().name().toLowerCase(Locale.ROOT) + (trial.id().isEmpty() ? "" : " " + trial.id());
        return trial.chosen() ? name : name + " (an earlier one counts)";
    }

    /** Why a rule did not match. */
    static String missed(RuleTrial trial) {
        return "      not " + trial.kind().name().toLowerCase(Locale.ROOT) + " " + trial.id() + ": " + trial.reason();
    }

    static String transition(JourneyTransition t) {
        String move = t.getFrom() == null ? t.getStage() : t.getFrom() + " → " + t.getStage();
        return "    → " + t.getCustomer() + "  " + t.getJourney() + " version " + t.getVersion() + ": "
                + (t.getRetracted() ? "taken back: " : "")
                + t.getKind().name().toLowerCase(Locale.ROOT) + " " + move
                + (t.getRule() == null ? "" : " by " + t.getRule())
                + " at " + Instant.ofEpochMilli(t.getAt());
    }

    /** What could not be used, and why; the customer is unknown where it is not even known whose it was. */
    static String deadLetter(String customer, Headers headers) {
        return "    ! " + (customer.isEmpty() ? "of nobody known" : customer) + "  dead letter: "
                + text(headers, io.journeytracker.topic.Headers.DEAD_REASON) + ": "
                + text(headers, io.journeytracker.topic.Headers.DEAD_MESSAGE);
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    static String nothing(String customer, String journey, String reason) {
        return "    = " + customer + "  " + journey + ": nothing moved: " + reason;
    }

    static String unhandled(String customer, String journey) {
        return "    … " + customer + "  " + journey + ": not folded yet: the streams are behind, or none run";
    }
}
