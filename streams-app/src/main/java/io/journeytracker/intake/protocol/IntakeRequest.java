package io.journeytracker.intake.protocol;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the server hands it on: size limits are held, a compressed body is unpacked.
 *
 * @param path decoded, as it was asked for
 * @param pathParameters of the route's pattern
 * @param query decoded; the first value of each name
 * @param headers by name in small letters; the first value of each
 * @param body unpacked; empty for GET
 * @param receivedAt milliseconds since the epoch
 */
public record IntakeRequest(
        String path,
        Map<String, String> pathParameters,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        long receivedAt) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
