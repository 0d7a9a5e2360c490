package io.journeytracker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Streams of server-sent events, read line by line as they come. */
public final class ServerSentEvents implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Stream<String>> open = new ArrayList<>();

    /** The lines of what a watcher is told from now on. */
    public Iterator<String> watch(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = http.send(
                request.header("Accept", "text/event-stream")
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        open.add(answer.body());
        return answer.body().iterator();
    }

    /** The next value of a field. */
    public static String next(Iterator<String> lines, String field) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(field + ": ")) {
                return line.substring(field.length() + 2);
            }
        }
        throw new AssertionError("the stream ended before " + field);
    }

    @Override
    public void close() {
        open.forEach(Stream::close);
    }
}
