package io.journeytracker.intake.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostHogProtocolTest {

    private static final String EVENT = """
            {"event": "Order Completed", "uuid": "m-1", "distinct_id": "u-1", "timestamp": "2026-11-23T14:08:01.303Z",
             "properties": {"order_id": "o-1", "revenue": 5, "$lib": "posthog-node", "$is_server": true}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/e",
                "/e/",
                "/i/v0/e",
                "/i/v0/e/",
                "/capture",
                "/capture/",
                "/track",
                "/track/",
                "/engage",
                "/engage/",
                "/batch",
                "/batch/"
            })
    void everyPathTakesABatchWithOrWithoutASlash(String path) throws Exception {
        Batch batch = Sent.post(
                        path,
                        "{\"api_key\": \"k\", \"batch\": [" + EVENT + "], \"sent_at\": \"2026-11-23T14:08:01.305Z\"}")
                .read();

        assertThat(batch.writeKey()).isEqualTo("k");
        assertThat(batch.sentAt()).isEqualTo(millis("2026-11-23T14:08:01.305Z"));
        assertThat(batch.backFill()).isFalse();
        Message message = Sent.message(batch, 0);
        assertThat(message.messageId()).isEqualTo("m-1");
        assertThat(message.userId()).isEqualTo("u-1");
        assertThat(message.event()).isEqualTo("Order Completed");
        assertThat(message.time()).isEqualTo(millis("2026-11-23T14:08:01.303Z"));
        assertThat(message.properties().toString()).isEqualTo("{\"order_id\":\"o-1\",\"revenue\":5}");
    }

    @Test
    void oneEventAndAListAreTakenTooWithTheKeyInside() throws Exception {
        String alone = EVENT.replaceFirst("\\{", "{\"token\": \"k\", ");
        assertThat(Sent.post("/e", alone).read().writeKey()).isEqualTo("k");
        assertThat(Sent.post("/e", "[" + alone + "]").read().writeKey()).isEqualTo("k");

        String inside = EVENT.replace("\"order_id\"", "\"token\": \"k\", \"order_id\"");
        Batch batch = Sent.post("/e", "[" + inside + "]").read();
        assertThat(batch.writeKey()).isEqualTo("k");
        assertThat(Sent.message(batch, 0).properties().has("token")).isFalse();
        assertThat(new String(Sent.message(batch, 0).again().get(), StandardCharsets.UTF_8))
                .doesNotContain("token");
    }

    @Test
    void aFormHoldsItInBase64() throws Exception {
        String data =
                URLEncoder.encode(Sent.base64("{\"api_key\":\"k\",\"batch\":[" + EVENT + "]}"), StandardCharsets.UTF_8);

        Batch batch = Sent.post("/e", "data=" + data + "&compression=base64").read();

        assertThat(batch.writeKey()).isEqualTo("k");
        assertThat(Sent.message(batch, 0).userId()).isEqualTo("u-1");
        assertThatExceptionOfType(MalformedRequestException.class)
                .isThrownBy(() -> Sent.post("/e", "data=%%%").read());
        assertThatExceptionOfType(MalformedRequestException.class)
                .isThrownBy(() -> Sent.post("/e", "data=").read());
    }

    @Test
    void aMigrationIsABackFill() throws Exception {
        assertThat(Sent.post("/batch", "{\"historical_migration\": true, \"batch\": [" + EVENT + "]}")
                        .read()
                        .backFill())
                .isTrue();
    }

    @Test
    void aVisitorIsAnonymousUntilIdentified() throws Exception {
        Message before = one(
                "Product Viewed",
                "\"distinct_id\": \"d-1\", \"$device_id\": \"d-1\", \"$is_identified\": false, \"product_id\": \"p\"");
        assertThat(before.userId()).isEmpty();
        assertThat(before.anonymousId()).isEqualTo("d-1");

        Message older = one("Product Viewed", "\"distinct_id\": \"d-1\", \"$device_id\": \"d-1\"");
        assertThat(older.userId()).isEmpty();

        Message server = one("Product Viewed", "\"distinct_id\": \"d-1\", \"$process_person_profile\": false");
        assertThat(server.anonymousId()).isEqualTo("d-1");

        Message after =
                one("Product Viewed", "\"distinct_id\": \"u-1\", \"$device_id\": \"d-1\", \"$is_identified\": true");
        assertThat(after.userId()).isEqualTo("u-1");
        assertThat(after.anonymousId()).isEqualTo("d-1");
    }

    @Test
    void dollarEventsAreTheCallsThatTheyStandFor() throws Exception {
        Message identify =
                event("\"event\": \"$identify\", \"distinct_id\": \"u-1\", \"$set\": {\"segment\": \"loyal\"},"
                        + " \"$set_once\": {\"plan\": \"free\", \"segment\": \"new\", \"$initial_referrer\": \"x\"},"
                        + " \"properties\": {\"$anon_distinct_id\": \"d-1\", \"$set\": {\"age\": 3}}");
        assertThat(identify.kind()).isEqualTo(MessageKind.IDENTIFY);
        assertThat(identify.userId()).isEqualTo("u-1");
        assertThat(identify.anonymousId()).isEqualTo("d-1");
        assertThat(identify.traits().toString()).isEqualTo("{\"plan\":\"free\",\"segment\":\"loyal\",\"age\":3}");

        Message alias = one("$create_alias", "\"distinct_id\": \"u-1\", \"alias\": \"d-1\"");
        assertThat(alias.kind()).isEqualTo(MessageKind.ALIAS);
        assertThat(alias.previousId()).isEqualTo("d-1");

        Message group = one(
                "$groupidentify",
                "\"distinct_id\": \"u-1\", \"$group_type\": \"company\", \"$group_key\": \"g-1\", \"$group_set\": {\"name\": \"ACME\"}");
        assertThat(group.kind()).isEqualTo(MessageKind.GROUP);
        assertThat(group.groupId()).isEqualTo("g-1");
        assertThat(group.properties().path("name").textValue()).isEqualTo("ACME");

        Message page = one(
                "$pageview",
                "\"distinct_id\": \"u-1\", \"title\": \"Home\", \"$current_url\": \"https://a.example/x\"");
        assertThat(page.kind()).isEqualTo(MessageKind.PAGE);
        assertThat(page.event()).isEqualTo("Home");
        assertThat(page.context().path("page").path("url").textValue()).isEqualTo("https://a.example/x");

        Message screen = one("$screen", "\"distinct_id\": \"u-1\", \"$screen_name\": \"Main\"");
        assertThat(screen.kind()).isEqualTo(MessageKind.SCREEN);
        assertThat(screen.event()).isEqualTo("Main");

        Message people = Sent.post(
                        "/engage", "{\"$token\": \"k\", \"$distinct_id\": \"u-1\", \"$set\": {\"plan\": \"pro\"}}")
                .message();
        assertThat(people.kind()).isEqualTo(MessageKind.IDENTIFY);
        assertThat(people.userId()).isEqualTo("u-1");
        assertThat(people.traits().path("plan").textValue()).isEqualTo("pro");
    }

    @Test
    void factsAboutAGroupAloneSayNothingOfACustomer() throws Exception {
        assertThat(Sent.post(
                                "/batch",
                                "{\"batch\": [{\"event\": \"$groupidentify\", \"distinct_id\": \"$company_g1\","
                                        + " \"properties\": {\"$group_type\": \"company\", \"$group_key\": \"g1\"}}]}")
                        .read()
                        .items())
                .isEmpty();
    }

    @Test
    void whatTheSdkAddsBecomesContext() throws Exception {
        Message message = one(
                "survey sent",
                "\"distinct_id\": \"u-1\", \"$lib\": \"web\", \"$raw_user_agent\": \"Firefox\", \"$referrer\": \"$direct\","
                        + " \"utm_source\": \"google\", \"utm_medium\": null, \"$pathname\": \"/x\", \"$survey_name\": \"NPS\","
                        + " \"$survey_response\": 9, \"$session_id\": \"s-1\", \"$sdk_debug_x\": 1,"
                        + " \"$groups\": {\"company\": \"g-1\"}, \"journey\": {\"channel\": \"survey\"}, \"own\": true");

        assertThat(message.event()).isEqualTo("Survey Answered");
        assertThat(message.context().toString())
                .contains(
                        "\"userAgent\":\"Firefox\"",
                        "\"sessionId\":\"s-1\"",
                        "\"groupId\":\"g-1\"",
                        "\"path\":\"/x\"",
                        "\"source\":\"google\"",
                        "\"journey\":{\"channel\":\"survey\"}")
                .doesNotContain("$direct", "medium");
        assertThat(message.properties().path("own").booleanValue()).isTrue();
        assertThat(message.properties().path("$survey_response").intValue()).isEqualTo(9);
        assertThat(message.properties().has("$sdk_debug_x")).isFalse();
        assertThat(message.properties().has("journey")).isFalse();
    }

    @Test
    void olderSdksSayHowLongAgo() throws Exception {
        Message message = event("\"event\": \"E\", \"offset\": 1500, \"properties\": {\"distinct_id\": \"u\"}");

        assertThat(message.time()).isEqualTo(Sent.RECEIVED_AT - 1_500);
    }

    @Test
    void theQuestionsOfTheBrowserAreAnswered() throws Exception {
        JsonMapper json = new JsonMapper();

        assertThat(json.readTree(Sent.get("/array/k/config").answer())
                        .path("surveys")
                        .isBoolean())
                .isTrue();
        assertThat(Sent.get("/array/k-1/config.js").answer()).contains("_POSTHOG_REMOTE_CONFIG['k-1']");
        assertThat(Sent.get("/array/k'-alert(1)/config.js").answer()).isEmpty();
        assertThat(json.readTree(Sent.post("/flags/", "{}").query("v", "2").answer())
                        .path("flags")
                        .isObject())
                .isTrue();
        assertThat(json.readTree(Sent.post("/decide/", "{}").answer())
                        .path("featureFlags")
                        .isObject())
                .isTrue();
    }

    private static Message one(String event, String properties) throws MalformedRequestException {
        return event("\"event\": \"" + event + "\", \"properties\": {" + properties + "}");
    }

    private static Message event(String fields) throws MalformedRequestException {
        return Sent.post("/e", "{" + fields + "}").message();
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
