package io.journeytracker.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/**
 * The body of every refusal: <code>{"error":{"code":…,"field":…,"message":…}}</code>.
 *
 * @param code for programs
 * @param field what is wrong: a path in the body, a header's name; {@value #WHOLE} where it is the request as a whole
 * @param message what was found and what was expected, for people
 */
public record ErrorBody(ErrorCode code, String field, String message) {

    /** Stands for the request as a whole. */
    public static final String WHOLE = "request";

    static final ErrorBody NOT_FOUND =
            new ErrorBody(ErrorCode.NOT_FOUND, "path", "there is nothing at this path; docs/intake.md lists the paths");
    static final ErrorBody METHOD_NOT_ALLOWED =
            new ErrorBody(ErrorCode.METHOD_NOT_ALLOWED, "method", "this path does not answer this method");
    static final ErrorBody FAILED =
            new ErrorBody(ErrorCode.FAILED, WHOLE, "the fault is the server's; its log says more");

    public static final String CONTENT_TYPE = "application/json";

    private static final String TOLD = ErrorBody.class.getName();
    private static final JsonMapper JSON = new JsonMapper();

    public ErrorBody {
        field = field.isBlank() ? WHOLE : field;
    }

    /** As a JSON object, for more to be added. */
    public ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error").put("code", code.word()).put("field", field).put("message", message);
        return root;
    }

    public byte[] bytes() {
        return json().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Unless the path itself has answered. */
    void unlessTold(Context context) {
        if (context.attribute(TOLD) == null) {
            to(context);
        }
    }

    /** With the status that belongs to it. */
    void answer(Context context) {
        context.attribute(TOLD, true);
        context.status(code.status());
        to(context);
    }

    private void to(Context context) {
        context.contentType(CONTENT_TYPE).result(bytes());
    }
}
