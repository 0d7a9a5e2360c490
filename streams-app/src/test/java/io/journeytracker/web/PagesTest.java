package io.journeytracker.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.http.HttpServer;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.testing.TrackerFixture;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagesTest {

    private static final Pattern PART = Pattern.compile("(?:src|href)=\"/map/([^\"]+\\.[a-z]+)\"|from '\\./([^']+)'");

    private final HttpServer server = new HttpServer(ServerPlan.internal("127.0.0.1", 0, List.of(new Pages())));

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String path) {
        return TrackerFixture.get(server.address() + path);
    }

    /** All that a page is made of, each looked at. */
    private Set<String> parts(String page) {
        Set<String> parts = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(""));
        while (!open.isEmpty()) {
            String part = open.pop();
            HttpResponse<String> answer = get(part.isEmpty() ? page : "/map/" + part);
            assertThat(answer.statusCode()).as(part).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .as(part)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'")
                            .contains("script-src 'self';")
                            .doesNotContain("unsafe"));
            assertThat(answer.body()).as(part).doesNotContain("https://").doesNotContain("innerHTML");
            Matcher named = PART.matcher(answer.body());
            while (named.find()) {
                String next = named.group(1) == null ? named.group(2) : named.group(1);
                if (parts.add(next)) {
                    open.push(next);
                }
            }
        }
        return parts;
    }

    @Test
    void thePageAndAllThatItIsMadeOfAreServedHereUnderOnePolicy() {
        assertThat(parts("/map"))
                .containsExactly(
                        "annotations.css",
                        "annotations.js",
                        "columns.js",
                        "compare.js",
                        "connection.js",
                        "csv.js",
                        "curve-row.js",
                        "curve.js",
                        "customer.js",
                        "customers.js",
                        "dialog.css",
                        "dialog.js",
                        "dom.js",
                        "export.js",
                        "flow-poster.js",
                        "flow.js",
                        "format.js",
                        "gaps.js",
                        "infographic.js",
                        "ledger.js",
                        "legend.js",
                        "link.js",
                        "lists.js",
                        "live.js",
                        "map.css",
                        "map.js",
                        "notes.js",
                        "pace.js",
                        "pages.js",
                        "pain-points.js",
                        "poster-text.js",
                        "poster.js",
                        "print.js",
                        "redraw.js",
                        "review.js",
                        "rows.js",
                        "sign-in.js",
                        "stage-column.js",
                        "visits.js",
                        "window-line.js");
    }

    @Test
    void thePageOfAlertsIsServedUnderTheSamePolicy() {
        assertThat(parts("/alerts"))
                .containsExactly(
                        "alert-dialogs.js",
                        "alert-stream.js",
                        "alerts.css",
                        "alerts.js",
                        "dialog.css",
                        "dialog.js",
                        "dom.js",
                        "format.js",
                        "live.js",
                        "map.css",
                        "sign-in.js");
    }

    @Test
    void thePageOfTheStepsIsServedUnderTheSamePolicy() {
        assertThat(parts("/map/steps"))
                .containsExactly(
                        "dialog.css",
                        "dom.js",
                        "format.js",
                        "live.js",
                        "map.css",
                        "sign-in.js",
                        "steps-draw.js",
                        "steps-ends.js",
                        "steps-findings.js",
                        "steps-forms.js",
                        "steps-proposal.js",
                        "steps-tree.js",
                        "steps-trial.js",
                        "steps.css",
                        "steps.js");
    }

    @Test
    void theBareAddressLeadsToTheMap() {
        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/map");
    }

    @Test
    void nothingElseOfTheProgramCanBeRead() {
        for (String path : List.of("Pages.class", "none.js", "..%2Fquery%2Fopenapi.json", "map.js.map", ".js")) {
            assertThat(get("/map/" + path).statusCode()).as(path).isBetween(400, 404);
        }
    }
}
