package io.journeytracker.intake.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnowplowProtocolTest {

    private static final String PATH = "/com.snowplowanalytics.snowplow/tp2";
    private static final String WHO = "\"p\": \"web\", \"aid\": \"shop\", \"uid\": \"u-1\", \"duid\": \"d-1\", ";

    @Test
    void aPayloadIsABatchOfTheApplicationsKey() throws Exception {
        Batch batch = send(
                "{\"e\": \"pv\", " + WHO + "\"url\": \"https://shop.example/p?utm_medium=email\", \"page\": \"P\","
                        + " \"refr\": \"https://www.google.com/\", \"eid\": \"e-1\", \"dtm\": \"1795442879560\","
                        + " \"stm\": \"1795442879563\", \"sid\": \"s-1\", \"lang\": \"de\"}",
                "{\"e\": \"pp\", " + WHO + "\"eid\": \"e-2\", \"stm\": \"1795442879564\"}");

        assertThat(batch.writeKey()).isEqualTo("shop");
        assertThat(batch.sentAt()).isEqualTo(1_795_442_879_564L);
        Message page = Sent.message(batch, 0);
        assertThat(page.kind()).isEqualTo(MessageKind.PAGE);
        assertThat(page.event()).isEqualTo("P");
        assertThat(page.messageId()).isEqualTo("e-1");
        assertThat(page.userId()).isEqualTo("u-1");
        assertThat(page.anonymousId()).isEqualTo("d-1");
        assertThat(page.time()).isEqualTo(1_795_442_879_560L);
        assertThat(page.context().path("page").path("referrer").textValue()).isEqualTo("https://www.google.com/");
        assertThat(page.context().path("channel").textValue()).isEqualTo("web");
        assertThat(page.context().path("userAgent").textValue()).isEqualTo("Firefox");
        assertThat(page.context().path("sessionId").textValue()).isEqualTo("s-1");
        assertThat(Sent.message(batch, 1).event()).isEqualTo("Page Pinged");
    }

    @Test
    void aStructuredEventIsCalledByItsAction() throws Exception {
        Message message = one("\"e\": \"se\", \"se_ca\": \"shop\", \"se_ac\": \"Product Added\", \"se_la\": \"sku\","
                + " \"se_pr\": \"p\", \"se_va\": \"2.5\"");

        assertThat(message.event()).isEqualTo("Product Added");
        assertThat(message.properties().toString())
                .contains("\"category\":\"shop\"", "\"label\":\"sku\"", "\"property\":\"p\"", "\"value\":2.5");
    }

    @Test
    void aNumberThatIsNoneStaysText() throws Exception {
        for (String value : new String[] {"1e400", "0x2", "2,5", "12345678901234567890", "NaN"}) {
            assertThat(one("\"e\": \"se\", \"se_ac\": \"a\", \"se_va\": \"" + value + "\"")
                            .properties()
                            .path("value")
                            .textValue())
                    .isEqualTo(value);
        }
    }

    @Test
    void transactionsAndTheirItemsHaveTheUsualNames() throws Exception {
        Message order = one("\"e\": \"tr\", \"tr_id\": \"o-1\", \"tr_tt\": \"5\", \"tr_cu\": \"EUR\"");
        assertThat(order.event()).isEqualTo("Order Completed");
        assertThat(order.properties().path("order_id").textValue()).isEqualTo("o-1");
        assertThat(order.properties().path("total").longValue()).isEqualTo(5);

        Message item = one("\"e\": \"ti\", \"ti_id\": \"o-1\", \"ti_sk\": \"s-1\", \"ti_qu\": \"2\"");
        assertThat(item.event()).isEqualTo("Product Ordered");
        assertThat(item.properties().path("quantity").longValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme/order_completed, {}, Order Completed",
        "com.acme/Newsletter Subscribed, {}, Newsletter Subscribed",
        "com.snowplowanalytics.snowplow/add_to_cart, {}, Product Added",
        "com.snowplowanalytics.snowplow/site_search, {}, Products Searched",
        "com.snowplowanalytics.snowplow/link_click, {}, Link Clicked",
        "com.acme/link_click, {}, Link Click",
        "com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action, {'type':'product_view'}, Product Viewed",
        "com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action, {'type':'add_to_cart'}, Product Added",
        "com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action, {'type':'checkout_step'}, Checkout Started",
        "com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action, {'type':'transaction'}, Order Completed",
        "com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action, {'type':'trns_error'}, Payment Failed",
    })
    void aSelfDescribingEventIsCalledByItsSchema(String schema, String data, String event) throws Exception {
        String json = event(schema, data.replace('\'', '"'));

        assertThat(one("\"e\": \"ue\", \"ue_pr\": " + text(json)).event()).isEqualTo(event);
        assertThat(one("\"e\": \"ue\", \"ue_px\": \"" + url(json) + "\"").event())
                .isEqualTo(event);
    }

    @Test
    void entitiesBecomePropertiesAndSayWhatTheOrderIsWorth() throws Exception {
        String entities = "{\"schema\": \"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0\", \"data\": ["
                + entity("com.snowplowanalytics.snowplow/web_page", "{\"id\": \"x\"}") + ","
                + entity(
                        "com.snowplowanalytics.snowplow.ecommerce/transaction",
                        "{\"transaction_id\": \"o-1\", \"revenue\": 59.9, \"currency\": \"EUR\"}")
                + "," + entity("com.acme/journey", "{\"channel\": \"store\"}") + "]}";

        Message message = one("\"e\": \"ue\", \"ue_pr\": "
                + text(event(
                        "com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action",
                        "{\"type\": \"transaction\"}"))
                + ", \"cx\": \"" + url(entities) + "\"");

        assertThat(message.properties().path("revenue").doubleValue()).isEqualTo(59.9);
        assertThat(message.properties().path("currency").textValue()).isEqualTo("EUR");
        assertThat(message.properties().path("order_id").textValue()).isEqualTo("o-1");
        assertThat(message.properties().path("transaction").path("revenue").doubleValue())
                .isEqualTo(59.9);
        assertThat(message.properties().has("web_page")).isFalse();
        assertThat(message.context().path("journey").path("channel").textValue())
                .isEqualTo("store");
    }

    @Test
    void mobileTrackersTellTheDeviceInEntities() throws Exception {
        String entities = "{\"data\": ["
                + entity("com.snowplowanalytics.snowplow/client_session", "{\"userId\": \"d-9\"}") + ","
                + entity("com.snowplowanalytics.snowplow/mobile_context", "{\"osType\": \"iOS\"}") + "]}";
        Message screen = Sent.message(
                send("{\"e\": \"ue\", \"p\": \"mob\", \"aid\": \"shop\", \"eid\": \"e\", \"co\": " + text(entities)
                        + ", \"ue_pr\": "
                        + text(event("com.snowplowanalytics.snowplow/screen_view", "{\"name\": \"Main\"}")) + "}"),
                0);

        assertThat(screen.kind()).isEqualTo(MessageKind.SCREEN);
        assertThat(screen.event()).isEqualTo("Main");
        assertThat(screen.anonymousId()).isEqualTo("d-9");
        assertThat(screen.context().path("device").path("type").textValue()).isEqualTo("ios");
    }

    @Test
    void aTrueTimeIsKnownToBeRight() throws Exception {
        String path = "/com.snowplowanalytics.snowplow/tp2";
        Batch batch = Sent.post(
                        path,
                        "{\"data\":[{\"e\":\"pv\",\"aid\":\"k\",\"dtm\":\"1795442850000\",\"ttm\":\"1795442800000\"},"
                                + "{\"e\":\"pv\",\"aid\":\"k\",\"dtm\":\"1795442850000\"}]}")
                .read();
        assertThat(Sent.message(batch, 0).trueTime()).isTrue();
        assertThat(Sent.message(batch, 0).time()).isEqualTo(1_795_442_800_000L);
        assertThat(Sent.message(batch, 1).trueTime()).isFalse();
    }

    @Test
    void aPixelsQueryIsOneEvent() throws Exception {
        Batch batch = Sent.get("/i")
                .query("e", "pv")
                .query("aid", "shop")
                .query("duid", "d-1")
                .query("eid", "e-1")
                .query("stm", "1795442879579")
                .read();

        assertThat(batch.writeKey()).isEqualTo("shop");
        assertThat(batch.sentAt()).isEqualTo(1_795_442_879_579L);
        assertThat(Sent.message(batch, 0).anonymousId()).isEqualTo("d-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"e\": \"xx\" | e",
                "\"aid\": \"a\" | e",
                "\"e\": \"ue\" | ue_pr",
                "\"e\": \"ue\", \"ue_px\": \"***\" | ue_px",
                "\"e\": \"ue\", \"ue_pr\": \"{\" | ue_pr",
                "\"e\": \"ue\", \"ue_pr\": \"{}\" | ue_pr",
                "\"e\": \"pv\", \"co\": \"[\" | co",
                "\"e\": \"pv\", \"dtm\": \"now\" | dtm",
            })
    void whatIsNoEventIsRefusedByItsField(String event, String field) throws Exception {
        assertThat(Sent.post(PATH, "{\"data\": [{" + event + "}]}").refused().field())
                .isEqualTo(field);
    }

    private static Batch send(String... events) throws MalformedRequestException {
        return Sent.post(
                        PATH,
                        "{\"schema\": \"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4\", \"data\": ["
                                + String.join(",", events) + "]}")
                .header("User-Agent", "Firefox")
                .read();
    }

    private static Message one(String fields) throws MalformedRequestException {
        return Sent.message(send("{" + WHO + fields + "}"), 0);
    }

    private static String event(String schema, String data) {
        return "{\"schema\": \"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0\", \"data\": "
                + entity(schema, data) + "}";
    }

    private static String entity(String schema, String data) {
        return "{\"schema\": \"iglu:" + schema + "/jsonschema/1-0-0\", \"data\": " + data + "}";
    }

    private static String text(String json) {
        return "\"" + json.replace("\"", "\\\"") + "\"";
    }

    private static String url(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
