package io.journeytracker.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;

/** How answers are sent. */
final class Answers {

    private Answers() {}

    static void send(Context context, JsonNode body) {
        context.header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType("application/json")
                .result(body.toString());
    }
}
