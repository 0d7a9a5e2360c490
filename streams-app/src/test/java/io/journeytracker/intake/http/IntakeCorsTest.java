package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.IntakeFixture;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
                preflight("https://www.shop.example", "content-type,Authorization,AnonymousId,ce-id,x-evil");

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
    @Test
    void aPreflightAllowsWhatSdksAddWhenTheySendAgain() {
        String added =
                "x-retry-count, rsa-retry-attempt, rsa-retry-reason, rsa-since-last-attempt, x-posthog-session-id";

        assertThat(header(preflight("https://shop.example", added + ", rsa-"), "Access-Control-Allow-Headers"))
                .isEqualTo(added);
    }

    @Test
    void aPreflightOfAnotherOriginAllowsNothing() {
        assertThat(header(preflight("https://evil.example", "content-type"), "Access-Control-Allow-Origin"))
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
