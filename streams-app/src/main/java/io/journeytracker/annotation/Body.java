package io.journeytracker.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.journeytracker.access.AccessGate;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RequestBody;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A request's JSON object. Whatever is wrong is refused, with the field's name and what was expected.
 *
 * @param path put before the names of fields; empty: the body itself
 * @param caller who asks, where that is known
 */
record Body(String path, ObjectNode json, Optional<String> caller) {

    private static final List<String> TYPES = List.of(RequestBody.JSON);

    private static final int LONGEST = 100_000;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);
    private static final JsonMapper JSON = new JsonMapper();

    static Body of(Context context, List<String> fields) {
        String text = RequestBody.of(context, TYPES, LONGEST).text();
        return of(text, AccessGate.caller(context).name(), fields);
    }

    static Body of(String text, Optional<String> caller, List<String> fields) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return new Body("", object, caller).knows(fields);
            }
        } catch (JsonProcessingException malformed) {
            // Told below.
        }
        throw new RefusedRequestException(
                ErrorCode.MALFORMED, "body", "expected a JSON object with " + String.join(", ", fields));
    }

    private Body knows(List<String> fields) {
        json.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw invalid(name, "there is no such field; expected " + String.join(", ", fields));
            }
        });
        return this;
    }

    /** Empty where it is not given. */
    String text(String name, int longest) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw invalid(name, "expected text");
        }
        String text = value.textValue().strip();
        if (text.length() > longest) {
            throw invalid(name, "has " + text.length() + " characters; expected at most " + longest);
        }
        return text;
    }

    String required(String name, int longest, String what) {
        String text = text(name, longest);
        if (text.isEmpty()) {
            throw invalid(name, "is missing; expected " + what);
        }
        return text;
    }

    <E extends Enum<E>> E choice(String name, List<E> all, E usual) {
        String text = text(name, LONGEST);
        return text.isEmpty()
                ? usual
                : all.stream()
                        .filter(each -> word(each).equals(text))
                        .findFirst()
                        .orElseThrow(() -> invalid(
                                name,
                                "expected one of "
                                        + String.join(
                                                ", ",
                                                all.stream().map(Body::word).toList())));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    Optional<LocalDate> date(String name) {
        String text = text(name, LONGEST);
        try {
            Optional<LocalDate> day =
                    Optional.of(text).filter(any -> !any.isEmpty()).map(LocalDate::parse);
            if (day.filter(each -> each.isBefore(EARLIEST) || each.isAfter(LATEST))
                    .isPresent()) {
                throw invalid(name, "expected a day from " + EARLIEST + " to " + LATEST);
            }
            return day;
        } catch (DateTimeException noDay) {
            throw invalid(name, "is no day; expected one such as 2026-03-02");
        }
    }

    OptionalDouble number(String name, double most) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= most)) {
            throw invalid(name, "expected a number from 0 to " + (long) most);
        }
        return OptionalDouble.of(value.doubleValue());
    }

    int whole(String name, int least, int most) {
        JsonNode value = json.path(name);
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            throw invalid(name, "expected a number from " + least + " to " + most);
        }
        return value.intValue();
    }

    Optional<Body> object(String name, List<String> fields) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(new Body(path + name + ".", object, caller).knows(fields));
        }
        throw invalid(name, "expected an object with " + String.join(", ", fields));
    }

    RefusedRequestException invalid(String name, String message) {
        return new RefusedRequestException(ErrorCode.INVALID, path + name, message);
    }
}
