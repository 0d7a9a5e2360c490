package io.journeytracker.intake.protocol;

import java.nio.charset.StandardCharsets;

/**
 * What a client gets.
 *
 * @param status HTTP's
 * @param contentType of the body
 */
public record Answer(int status, String contentType, byte[] body) {

    private static final int OK = 200;

    public static Answer json(String text) {
        return new Answer(OK, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }
}
