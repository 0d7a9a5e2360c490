package io.journeytracker.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.http.HttpServer;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.testing.TrackerFixture;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TryPageTest {

    private final HttpServer server = new HttpServer(
            ServerPlan.internal("127.0.0.1", 0, List.of(TryPage.find().orElseThrow())));

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String path) {
        return TrackerFixture.get(server.address() + path);
    }

    @Test
    void everythingOnThePageIsServedHere() {
        HttpResponse<String> page = get("/try");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        List<String> parts = Pattern.compile("(?:src|href)=\"(/[^\"]*)\"")
                .matcher(page.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(parts).containsExactly("/try/try.css", "/try/segment.js", "/try/try.js");
        assertThat(parts).allSatisfy(part -> {
            assertThat(get(part).statusCode()).as(part).isEqualTo(200);
            assertThat(get(part).body()).as(part).isNotBlank();
        });
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
    }

    @Test
    void nothingElseOfTheLibrariesCanBeRead() {
        assertThat(get("/analytics-next/bundles/index.js").statusCode()).isEqualTo(200);
        assertThat(get("/analytics-next/bundles/none.js").statusCode()).isEqualTo(404);
        assertThat(get("/analytics-next/bundles/..%2Findex.js").statusCode()).isBetween(400, 404);
        assertThat(get("/analytics-next/bundles/index.js.map").statusCode()).isEqualTo(404);
    }
}
