package io.journeytracker.board;

import io.javalin.http.Context;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RequestBody;
import java.util.List;
import java.util.Optional;

/** What a request asks for. Whatever is wrong is refused, with the parameter's name and what was expected. */
record Asked(Context context) {

    private static final List<String> TYPES = List.of(RequestBody.JSON, RequestBody.YAML);

    private static final int LONGEST_BODY = 100_000;

    /** Refuses parameters that there are none of, and those that are given twice. */
    Asked knows(List<String> names) {
        context.queryParamMap().forEach((name, values) -> {
            if (!names.contains(name)) {
                throw invalid(
                        name,
                        "there is no such parameter; expected "
                                + (names.isEmpty() ? "none" : String.join(", ", names)));
            }
            if (values.size() > 1) {
                throw invalid(name, "is given " + values.size() + " times; expected one");
            }
        });
        return this;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isEmpty());
    }

    Optional<String> choice(String name, List<String> words) {
        return text(name).map(text -> {
            if (!words.contains(text)) {
                throw invalid(name, "expected one of " + String.join(", ", words));
            }
            return text;
        });
    }

    int whole(String name, int usual, int least, int most) {
        return text(name)
                .map(text -> {
                    if (text.matches("[0-9]{1,9}")
                            && Integer.parseInt(text) >= least
                            && Integer.parseInt(text) <= most) {
                        return Integer.parseInt(text);
                    }
                    throw invalid(name, "expected a number from " + least + " to " + most);
                })
                .orElse(usual);
    }

    /** The body, JSON or YAML. */
    String body() {
        return RequestBody.of(context, TYPES, LONGEST_BODY).text();
    }

    static RefusedRequestException invalid(String name, String message) {
        return new RefusedRequestException(ErrorCode.INVALID, name, message);
    }

    static RefusedRequestException missing(String name, String message) {
        return new RefusedRequestException(ErrorCode.NOT_FOUND, name, message);
    }
}
