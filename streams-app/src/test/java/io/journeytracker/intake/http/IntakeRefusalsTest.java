package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.Checkout;
import io.journeytracker.testing.IntakeFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every refusal has its documented status and says in JSON what was wrong; what is right comes through in every dress. */
@Tag("broker")
class IntakeRefusalsTest {

    private static final String GOOD = "{\"userId\":\"u\",\"event\":\"A\"}";
    private static final String SOURCES = IntakeFixture.SOURCES + """
              - name: slow
                keys: slow-key
                rate: {events: 0.5, burst: 3}
              - name: server
                keys: server-key
            """;

    private static EmbeddedBroker broker;
    private static IntakeFixture intake;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
        intake = IntakeFixture.on(broker, SOURCES);
    }

    @AfterAll
    static void end() {
        intake.close();
        broker.close();
    }

    private static HttpRequest.Builder request(byte[] body) {
        return intake.to("/v1/touchpoints").POST(BodyPublishers.ofByteArray(body));
    }

    private static HttpRequest.Builder withKey(byte[] body) {
        return request(body).header("X-Write-Key", "first-key");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(HttpRequest.Builder request, int status, String code, String field) {
        HttpResponse<String> answer = intake.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode error = json(answer.body()).get("error");
        assertThat(error.get("code").textValue()).isEqualTo(code);
        assertThat(error.get("field").textValue()).isEqualTo(field);
        assertThat(error.get("message").textValue()).isNotBlank();
        assertThat(Checkout.read("docs/intake.md"))
                .contains("| " + status + " | ")
                .contains(code);
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    @Test
    void aKeyIsNeededAndMustBeKnown() {
        refused(request(utf8(GOOD)), 401, "unknown-key", "writeKey");
        refused(request(utf8(GOOD)).header("X-Write-Key", "first-ke"), 401, "unknown-key", "writeKey");
    }

    @Test
    void aKeyIsTakenWhereverItStandsAndBothOfASourceAreGoodWhileOneReplacesTheOther() {
        String basic = Base64.getEncoder().encodeToString(utf8("second-key:"));
        String bare = Base64.getEncoder().encodeToString(utf8("second-key"));
        assertThat(intake.send(request(utf8(GOOD)).header("Authorization", "Bearer first-key"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(intake.send(request(utf8(GOOD)).header("Authorization", "Basic " + basic))
                        .statusCode())
                .isEqualTo(200);
        assertThat(intake.send(request(utf8(GOOD)).header("Authorization", "Basic " + bare))
                        .statusCode())
                .isEqualTo(200);
        assertThat(intake.send(intake.to("/v1/touchpoints?writeKey=second-key").POST(BodyPublishers.ofString(GOOD)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aKeyGrantsNoReading() {
        assertThat(intake.send(intake.to("/metrics")
                                .header("X-Write-Key", "first-key")
                                .GET())
                        .statusCode())
                .isEqualTo(404);
        refused(
                intake.to("/v1/touchpoints").header("X-Write-Key", "first-key").GET(),
                405,
                "method-not-allowed",
                "method");
    }

    @Test
    void aPageOfAnotherOriginMayNotSend() {
        refused(withKey(utf8(GOOD)).header("Origin", "https://evil.example"), 403, "origin-not-allowed", "Origin");
        refused(
                request(utf8(GOOD)).header("X-Write-Key", "server-key").header("Origin", "https://shop.example"),
                403,
                "origin-not-allowed",
                "Origin");
        assertThat(intake.send(withKey(utf8(GOOD)).header("Origin", "https://www.shop.example"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void pathsAndMethodsThatAreNoneAreTold() {
        refused(intake.to("/nowhere").GET(), 404, "not-found", "path");
        refused(intake.to("/v1/touchpoints/").DELETE(), 405, "method-not-allowed", "method");
        HttpResponse<String> answer = intake.send(intake.to("/v1/touchpoints").GET());
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        assertThat(intake.send(withKey(utf8(GOOD))).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNoJsonIsRefusedAndKept() {
        refused(withKey(utf8("{\"userId\":\"Ann Example\", broken")), 400, "malformed", "body");
        refused(withKey(utf8("\"text\"")), 400, "malformed", "body");
        refused(withKey(utf8("")), 400, "malformed", "body");
        refused(withKey(utf8("{\"touchpoints\":{}}")), 400, "malformed", "touchpoints");
        refused(withKey(utf8("{\"touchpoints\":[],\"sentAt\":\"today\"}")), 400, "malformed", "sentAt");
        assertThat(intake.deadLetters())
                .extracting(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                .contains("{\"userId\":\"Ann Example\", broken");
        assertThat(intake.send(withKey(utf8("{\"userId\":\"Ann Example\", broken")))
                        .body())
                .as("no personal data in a message")
                .doesNotContain("Ann");
    }

    @Test
    void aBatchThatIsAllBadIsRefusedWithAList() {
        HttpResponse<String> answer = intake.post("[{\"messageId\":\"m-9\",\"userId\":\"u\"}]");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).get("error").get("code").textValue()).isEqualTo("invalid");
        assertThat(json(answer.body()).get("errors").get(0).get("messageId").textValue())
                .isEqualTo("m-9");
        assertThat(json(answer.body()).get("errors").get(0).get("field").textValue())
                .isEqualTo("event");
    }

    @Test
    void sizesAreBounded() throws IOException {
        String large = "x".repeat(33_000);
        HttpResponse<String> partly = intake.post(
                "[" + GOOD + ",{\"userId\":\"u\",\"event\":\"A\",\"properties\":{\"p\":\"" + large + "\"}}]");
        assertThat(partly.statusCode()).isEqualTo(200);
        assertThat(json(partly.body()).get("errors").get(0).get("field").textValue())
                .isEqualTo("properties");
        byte[] tooLarge = utf8("[" + GOOD + " ".repeat(Limits.BATCH_BYTES) + "]");
        refused(withKey(tooLarge), 413, "body-too-large", "body");
        refused(
                withKey(new byte[0]).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLarge))),
                413,
                "body-too-large",
                "body");
        refused(withKey(gzip(tooLarge)).header("Content-Encoding", "gzip"), 413, "body-too-large", "body");
    }

    @Test
    void packedBodiesAreUnpackedMarkedOrNot() throws IOException {
        assertThat(intake.send(withKey(gzip(utf8(GOOD))).header("Content-Encoding", "gzip"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(intake.send(withKey(gzip(utf8(GOOD))).header("Content-Type", "text/plain"))
                        .statusCode())
                .isEqualTo(200);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(utf8(GOOD));
        }
        assertThat(intake.send(withKey(packed.toByteArray()).header("Content-Encoding", "deflate"))
                        .statusCode())
                .isEqualTo(200);
        refused(withKey(utf8(GOOD)).header("Content-Encoding", "br"), 415, "unsupported-encoding", "Content-Encoding");
        refused(
                withKey(utf8(GOOD)).header("Content-Type", "multipart/form-data"),
                415,
                "unsupported-type",
                "Content-Type");
        byte[] cut = gzip(utf8(GOOD));
        refused(
                withKey(Arrays.copyOf(cut, cut.length - 4)).header("Content-Encoding", "gzip"),
                400,
                "malformed",
                "body");
    }

    @Test
    void aKeyThatSendsTooMuchIsToldWhenToTryAgain() {
        HttpRequest.Builder two = request(utf8("[" + GOOD + "," + GOOD + "]")).header("X-Write-Key", "slow-key");
        assertThat(intake.send(two).statusCode()).isEqualTo(200);
        refused(two, 429, "too-many-events", "writeKey");
        assertThat(intake.send(two).headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 2L);
    }

    @Test
    void metricsCountBySourceAndOutcomeAndNeverByWhatAStrangerSends() {
        intake.post(GOOD);
        intake.send(request(utf8(GOOD)).header("X-Write-Key", "made-up-key"));
        String scraped = intake.registry.scrape();
        assertThat(scraped)
                .contains("outcome=\"accepted\",protocol=\"touchpoints\",reason=\"\",source=\"shop\"")
                .contains("outcome=\"rejected\",protocol=\"touchpoints\",reason=\"unknown-key\",source=\"unknown\"")
                .contains("journey_intake_request_duration_seconds_bucket{protocol=\"touchpoints\",status=\"200\"")
                .doesNotContain("made-up-key");
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }
}
