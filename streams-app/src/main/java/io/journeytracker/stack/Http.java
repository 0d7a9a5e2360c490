package io.journeytracker.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** GET and form POST, with a bound on how long an answer may take. */
final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private Http() {}

    /** @throws StackException if nobody answers, or with something else than 200 */
    static String get(String address) {
        return send(HttpRequest.newBuilder(uri(address)).timeout(PATIENCE).build());
    }

    static String post(String address, String form) {
        return send(HttpRequest.newBuilder(uri(address))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private static URI uri(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new StackException(address + ": is no address", e);
        }
    }

    private static String send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new StackException(
                        request.uri() + " answered " + response.statusCode() + ": " + shortened(response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new StackException(request.uri() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }

    private static String shortened(String body) {
        return body.length() > 300 ? body.substring(0, 300) + " …" : body;
    }
}
