package io.journeytracker.intake.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a client gets.
 *
 * @param status HTTP's
 * @param contentType of the body
 */
public record Answer(int status, String contentType, byte[] body) {

    private static final int OK = 200;

    public static Answer json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param text UTF-8 */
    public static Answer json(byte[] text) {
        return new Answer(OK, "application/json", text);
    }

    /** A transparent GIF of one pixel, for those who ask by an image. */
    public static Answer pixel() {
        return new Answer(
                OK,
                "image/gif",
                Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"));
    }
}
