package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.IntakeFixture;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser asks before it lets a page of another origin send. */
@Tag("broker")
class IntakeCorsTest {

    private static EmbeddedBroker broker;
    private static IntakeFixture intake;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
        intake = IntakeFixture.on(broker);
    }

    @AfterAll
    static void end() {
        intake.close();
        broker.close();
    }

    private static HttpResponse<String> preflight(String origin, String headers) {
        return intake.send(intake.to("/v1/touchpoints")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", headers)
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aPreflightOfAnAllowedOriginIsAnsweredWithCredentialsAndTheHeadersThatSdksSend() {
        HttpResponse<String> answer =
                preflight("https://www.shop.example", "content-type,Authorization,AnonymousId,ce-id");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("https://www.shop.example");
        assertThat(header(answer, "Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("POST");
        assertThat(header(answer, "Access-Control-Allow-Headers"))
                .isEqualTo("content-type, authorization, anonymousid, ce-id");
        assertThat(header(answer, "Access-Control-Max-Age")).isEqualTo("86400");
        assertThat(header(answer, "Vary")).contains("Origin");
    }

    /** Else a browser would send the first time only, and lose what failed then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // analytics-next's second attempt
                "content-type,x-retry-count",
                // RudderStack's browser SDK, on a retry of what an earlier page left behind
                "anonymousid,authorization,content-type,rsa-recovered,rsa-retry-attempt,rsa-retry-reason,"
                        + "rsa-since-first-attempt,rsa-since-last-attempt",
                "content-type,x-enable-debug,x-ip-policy,x-write-key",
                "content-type,sp-anonymous",
                "content-type,x-posthog-session-id,x-posthog-distinct-id",
                "x-of-a-version-to-come"
            })
    void whateverHeadersAnSdkAddsAreAllowed(String headers) {
        assertThat(header(preflight("https://shop.example", headers), "Access-Control-Allow-Headers")
                        .replace(" ", ""))
                .isEqualTo(headers);
    }

    @Test
    void onlyNamesOfHeadersAreEchoedAndNotWithoutEnd() {
        assertThat(header(
                        preflight("https://shop.example", "x-good,x (evil),x:y,x/y," + "x".repeat(65) + ",x-good-too"),
                        "Access-Control-Allow-Headers"))
                .isEqualTo("x-good, x-good-too");
        String many = IntStream.range(0, 500).mapToObj(i -> "x-" + i).collect(Collectors.joining(","));
        assertThat(header(preflight("https://shop.example", many), "Access-Control-Allow-Headers")
                        .split(","))
                .hasSize(64);
    }

    @Test
    void aPreflightOfAnotherOriginAllowsNothing() {
        HttpResponse<String> answer = preflight("https://evil.example", "content-type");

        assertThat(answer.headers().map().keySet())
                .filteredOn(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"))
                .isEmpty();
    }

    @Test
    void aRefusalCanBeReadByThePageThatCausedIt() {
        HttpResponse<String> answer = intake.send(intake.to("/v1/touchpoints")
                .header("Origin", "https://shop.example")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("Retry-After");
    }
}
