package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.Checkout;
import io.journeytracker.testing.IntakeFixture;
import io.journeytracker.topic.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every refusal has its documented status and says in JSON what was wrong; what is right comes through in every dress. */
@Tag("broker")
class IntakeRefusalsTest {

    private static final String GOOD = "{\"userId\":\"u\",\"event\":\"A\"}";
    private static final String POSTHOG = "{\"event\":\"A\",\"distinct_id\":\"u\",\"properties\":{}}";
    private static final String SOURCES = IntakeFixture.SOURCES + """
                rate: {events: 100000, burst: 100000}
              - name: slow
                keys: slow-key
                rate: {events: 0.5, burst: 3}
              - name: strict
                keys: strict-key
                rate: {events: 0.01, burst: 3}
              - name: noisy
                keys: noisy-key
              - name: large
                keys: third-key
              - name: posthog
                keys: posthog-key
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
    void aRequestHasAtMostSoManyMessages() {
        String tiny = String.join(",", Collections.nCopies(60_000, "{}"));
        refused(withKey(utf8("[" + tiny + "]")), 413, "batch-too-large", "body");
        refused(withKey(utf8("{\"touchpoints\":[" + tiny + "]}")), 413, "batch-too-large", "touchpoints");
        refused(
                withKey(utf8("1\n".repeat(200_000))).header("Content-Type", "application/x-ndjson"),
                413,
                "batch-too-large",
                "body");
        for (String path : List.of("/v1/batch", "/beacon/v1/batch")) {
            refused(to(path, "{\"batch\":[" + tiny + "]}"), 413, "batch-too-large", "batch");
        }
        refused(to("/batch", "{\"api_key\":\"first-key\",\"batch\":[" + tiny + "]}"), 413, "batch-too-large", "batch");
        refused(to("/e", "[" + tiny + "]"), 413, "batch-too-large", "body");
        refused(to("/v1/cloudevents", "[" + tiny + "]"), 413, "batch-too-large", "body");
        refused(withKey(utf8("[" + "1,".repeat(250_000) + "1]")), 400, "malformed", "body");
        assertThat(intake.post("[" + GOOD + "," + GOOD + "]").statusCode()).isEqualTo(200);
        String most = "[" + String.join(",", Collections.nCopies(5_000, GOOD)) + "]";
        // A machine that is busy may need a second attempt.
        await().atMost(Duration.ofSeconds(30)).until(() -> intake.post(most).statusCode() == 200);
    }

    private static HttpRequest.Builder to(String path, String body) {
        return intake.to(path).header("X-Write-Key", "first-key").POST(BodyPublishers.ofString(body));
    }

    @Test
    void aContextThatIsStoredWithEachOfManyMessagesIsRefused() {
        String traits = IntStream.range(0, 15)
                .mapToObj(i -> "\"t" + i + "\":\"" + "x".repeat(900) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        String messages =
                String.join(",", Collections.nCopies(5_000, "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"A\"}"));
        refused(
                intake.to("/v1/batch")
                        .header("X-Write-Key", "third-key")
                        .POST(BodyPublishers.ofString(
                                "{\"context\":{\"traits\":" + traits + "},\"batch\":[" + messages + "]}")),
                413,
                "batch-too-large",
                "context");
        assertThat(intake.post(GOOD).statusCode()).as("all room is given back").isEqualTo(200);
    }

    @Test
    void whatCannotBeReadIsLetInAsAnythingElse() {
        byte[] broken = utf8("{broken by a page of another origin");
        refused(withKey(broken).header("Origin", "https://evil.example"), 403, "origin-not-allowed", "Origin");
        refused(request(broken).header("X-Write-Key", "made-up"), 401, "unknown-key", "writeKey");
        refused(request(broken).header("Origin", "https://evil.example"), 400, "malformed", "body");
        for (int i = 0; i < 3; i++) {
            refused(request(utf8("{broken " + i)).header("X-Write-Key", "strict-key"), 400, "malformed", "body");
        }
        refused(
                request(utf8("{broken too often")).header("X-Write-Key", "strict-key"),
                429,
                "too-many-events",
                "writeKey");
        assertThat(letters())
                .contains("{broken 0", "{broken 2")
                .doesNotContain("{broken by a page of another origin", "{broken too often");
    }

    @Test
    void noSourceFillsTheDeadLetters() {
        String large = "{" + "x".repeat(Limits.BATCH_BYTES - 10);
        for (int i = 0; i < 20; i++) {
            refused(request(utf8(large)).header("X-Write-Key", "noisy-key"), 400, "malformed", "body");
        }
        long kept = intake.deadLetters().stream()
                .filter(letter -> letter.value().length > Limits.BATCH_BYTES / 2)
                .mapToLong(letter -> letter.value().length)
                .sum();
        assertThat(kept).isBetween(2L << 20, (4L << 20) + Limits.BATCH_BYTES);
        assertThat(intake.registry.scrape())
                .containsPattern("journey_intake_letters_unkept_total\\{source=\"noisy\"} [1-9]");
    }

    private static List<String> letters() {
        return intake.deadLetters().stream()
                .map(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aBodyThatIsDamagedIsKeptAsItCame() throws IOException {
        byte[] packed = gzip(utf8(GOOD));
        byte[] cut = Arrays.copyOf(packed, packed.length - 4);
        refused(withKey(cut).header("Content-Encoding", "gzip"), 400, "malformed", "body");
        ConsumerRecord<byte[], byte[]> letter = intake.deadLetters().stream()
                .filter(each -> Arrays.equals(each.value(), cut))
                .findFirst()
                .orElseThrow();
        assertThat(header(letter, Headers.DEAD_HEADERS)).contains("content-encoding=gzip");
    }

    @Test
    void whatIsNeededToReadALetterAgainIsKeptWithItAndNoKey() {
        String broken = "{broken cloud event";
        refused(
                to("/v1/cloudevents", broken)
                        .header("Content-Type", "application/json")
                        .header("ce-specversion", "1.0")
                        .header("ce-id", "e 1")
                        .header("ce-source", "/shop")
                        .header("ce-type", "Order Completed")
                        .header("User-Agent", "Browser/1.0")
                        .header("Cookie", "secret"),
                400,
                "malformed",
                "data");
        assertThat(header(letter(broken), Headers.DEAD_HEADERS))
                .isEqualTo(
                        "ce-id=e+1&ce-source=%2Fshop&ce-specversion=1.0&ce-type=Order+Completed&user-agent=Browser%2F1.0");

        assertThat(intake.send(intake.to(
                                        "/pixel/v1/track?writeKey=first-key&event=A&properties.a=1&properties.a.b=query-letter")
                                .GET())
                        .statusCode())
                .isEqualTo(400);
        assertThat(intake.deadLetters())
                .filteredOn(letter -> letter.headers().lastHeader(Headers.DEAD_QUERY) != null)
                .extracting(letter -> header(letter, Headers.DEAD_QUERY))
                .anySatisfy(query -> assertThat(query).contains("query-letter").doesNotContain("first-key"));

        String noTime = "{\"event\":\"A\",\"timestamp\":\"not a time\"}";
        assertThat(intake.send(to("/v1/track", noTime).header("AnonymousId", "YS0x"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(header(letter(noTime), Headers.DEAD_HEADERS)).contains("anonymousid=YS0x");
    }

    private static ConsumerRecord<byte[], byte[]> letter(String body) {
        return intake.deadLetters().stream()
                .filter(each -> new String(each.value(), StandardCharsets.UTF_8).equals(body))
                .findFirst()
                .orElseThrow();
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** posthog-js drops what was answered with any 4xx, and sends again after 5xx. */
    @Test
    void postHogIsToldThatTooMuchIsForLater() {
        String two = "{\"api_key\":\"posthog-key\",\"batch\":[" + POSTHOG + "," + POSTHOG + "]}";
        assertThat(intake.send(intake.to("/batch").POST(BodyPublishers.ofString(two)))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = intake.send(intake.to("/batch").POST(BodyPublishers.ofString(two)));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer.body()).get("error").get("code").textValue()).isEqualTo("too-many-events");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
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
