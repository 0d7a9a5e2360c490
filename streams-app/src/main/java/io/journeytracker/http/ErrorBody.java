package io.journeytracker.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/**
 * The body of every refusal: <code>{"error":{"code":…,"field":…,"message":…}}</code>.
 *
 * @param code a word for programs, with dashes
 * @param field what is wrong: a path in the body, a header's name; empty: the request as a whole
 * @param message what was found and what was expected, for people
 */
public record ErrorBody(String code, String field, String message) {

    static final ErrorBody NOT_FOUND =
            new ErrorBody("not-found", "path", "there is nothing at this path; docs/intake.md lists the paths");
    static final ErrorBody METHOD_NOT_ALLOWED =
            new ErrorBody("method-not-allowed", "method", "this path does not answer this method");
    static final ErrorBody FAILED = new ErrorBody("failed", "", "the fault is the server's; its log says more");

    public static final String CONTENT_TYPE = "application/json";

    private static final JsonMapper JSON = new JsonMapper();

    /** As a JSON object, for more to be added. */
    public ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error").put("code", code).put("field", field).put("message", message);
        return root;
    }

    public byte[] bytes() {
        return json().toString().getBytes(StandardCharsets.UTF_8);
    }

    void to(Context context) {
        context.contentType(CONTENT_TYPE).result(bytes());
    }
}
