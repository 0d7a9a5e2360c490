package io.journeytracker.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One answer of an intake, understood. */
record Reply(int status, JsonNode body, Optional<Duration> retryAfter) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int BAD_REQUEST = 400;
    private static final Set<Integer> PASSING = Set.of(408, 425, TOO_MANY, 500, 502, 503, 504);

    /** @param now against which a date in Retry-After is held */
    static Reply of(HttpResponse<byte[]> response, Instant now) {
        return new Reply(
                response.statusCode(),
                json(response.body()),
                response.headers().firstValue("Retry-After").flatMap(text -> retryAfter(text, now)));
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** Seconds or a date, as RFC 9110 has it; what is neither says nothing. */
    private static Optional<Duration> retryAfter(String text, Instant now) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    /**
     * Taken as a whole or in part; a batch of which nothing can be used is answered with 400 and a list of why. A success
     * without a JSON object is that of some other server.
     */
    boolean handled() {
        return status / 100 == 2 && body.isObject()
                || status == BAD_REQUEST && body.path("errors").isArray();
    }

    boolean passing() {
        return PASSING.contains(status);
    }

    boolean tooMany() {
        return status == TOO_MANY;
    }

    boolean tooLarge() {
        return status == TOO_LARGE;
    }

    List<Refusal> refusals() {
        List<Refusal> refusals = new ArrayList<>();
        for (JsonNode error : body.path("errors")) {
            refusals.add(new Refusal(
                    error.path("index").asInt(-1),
                    error.path("field").asText(""),
                    error.path("reason").asText("the intake does not say why")));
        }
        return refusals;
    }

    /** What the intake says is wrong with the whole request. */
    String told() {
        JsonNode error = body.path("error");
        String field = error.path("field").asText("");
        String message = error.path("message").asText("");
        return "status " + status + (message.isEmpty() ? "" : ": " + (field.isEmpty() ? "" : field + ": ") + message);
    }
}
