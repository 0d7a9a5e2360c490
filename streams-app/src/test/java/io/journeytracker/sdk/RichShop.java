package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.topic.CustomerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A map that has everything which the page can show, every name on it a {@linkplain HostileTexts hostile text}, and customers whose
 * numbers are known: 83 look, 43 of whom go on, 30 of these after a film that 40 saw. Then a customer for each hostile text.
 */
final class RichShop {

    static final String KEY = "operator-key-0123456789";
    static final String WRITE_KEY = "key-of-web";

    static final int PAIN_POINTS = 8;

    private static final int KNOWN = 80;
    private static final long MINUTE = 60_000;

    /** At the limits of every property, characters that are none, and halves of pairs. */
    static final List<String> EXTREMES = List.of(
            HostileTexts.huge(3_000),
            "nul\u0000 and \u0007\u001B[31mred 201",
            "half \uD83D\uDE00\uD83D a pair \uDE00 202");

    /** Beyond ASCII by numbers: so also halves of pairs reach the server, which no encoding has. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
            .build();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String address;
    private final String intake;
    private final long began = System.currentTimeMillis() - 20 * MINUTE;
    private final ArrayNode waiting = JSON.createArrayNode();
    private int messages;

    RichShop(JourneyTracker tracker) {
        address = tracker.address();
        intake = tracker.intakeAddress().orElseThrow();
    }

    /** By {@code POST /api/maps}; the texts stand in titles, owners, and what personas want. */
    void publish() {
        HttpResponse<String> published = send(address + "/api/maps", KEY, map().toString());
        assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
    }

    static ObjectNode map() {
        Deque<String> texts = new ArrayDeque<>(HostileTexts.all());
        ObjectNode map = JSON.createObjectNode();
        map.put("language", 1)
                .put("journey", "rich")
                .put("version", 1)
                .put("progress", "latest")
                .put("initial", "arrive");
        map.put("title", texts.poll()).put("objective", texts.poll()).put("owner", texts.poll());
        map.putObject("breakdowns").put("promotion", "properties.coupon");
        map.putArray("ideal-path").add("look").add("cart").add("buy").add("love");
        ArrayNode exits = map.putArray("exits");
        exits.addObject().put("id", "gave-up").put("event", "Gave Up").put("feeling", "dissatisfied");
        stages(map.putArray("stages"), texts);
        ArrayNode touchpoints = map.putArray("touchpoints");
        touchpoint(touchpoints, "film", "Film Seen", texts)
                .put("moment-of-truth", true)
                .put("expected-emotion", 0.3);
        touchpoint(touchpoints, "page", "Viewed", texts).put("class", "product");
        touchpoint(touchpoints, "survey", "Survey Answered", texts);
        touchpoint(touchpoints, "help", "Support Called", texts).put("expected-emotion", -0.2);
        ArrayNode personas = map.putArray("personas");
        for (String id : List.of("berta", "carl")) {
            ObjectNode persona = personas.addObject();
            persona.put("id", id).put("title", texts.poll()).put("target", id.equals("berta"));
            persona.put("when", "traits.segment == \"" + id + "\"");
            for (String wants : List.of("goals", "needs", "motivations", "frustrations")) {
                ArrayNode list = persona.putArray(wants);
                for (int i = 0; i < 5; i++) {
                    list.add(texts.poll());
                }
            }
        }
        // All the others; what nobody can have is a gap.
        for (int i = 0; !texts.isEmpty(); i++) {
            touchpoint(touchpoints, "never-" + i, i % 2 == 0 ? "Never " + i : null, texts);
        }
        touchpoints.addObject().put("id", "huge").put("title", HostileTexts.huge(2_000));
        return map;
    }

    private static void stages(ArrayNode stages, Deque<String> texts) {
        stage(stages, "arrive", null, texts).putObject("stall").put("after", "5m");
        ObjectNode looking = stage(stages, "look", "Viewed", texts).putObject("targets");
        looking.putObject("conversion").put("to", "buy").put("within", "10m").put("at-least", "30%");
        looking.putObject("emotion").put("at-least", 0.6);
        ObjectNode cart = stage(stages, "cart", "Added", texts);
        cart.putObject("stall").put("after", "5m").put("severity", "critical");
        cart.putArray("churn")
                .addObject()
                .put("id", "emptied")
                .put("event", "Cart Emptied")
                .put("feeling", "dissatisfied");
        stage(stages, "buy", "Ordered", texts)
                .putObject("targets")
                .putObject("dwell")
                .put("p50", "1h");
        // Without a comma, a quote or a break, so that a line of the CSV is told apart without a program of its own.
        stages.addObject()
                .put("id", "love")
                .put("title", "Recommends <b>us</b>")
                .put("owner", "<i>care</i>")
                .putObject("enter")
                .put("event", "Shared");
    }

    private static ObjectNode stage(ArrayNode stages, String id, String event, Deque<String> texts) {
        ObjectNode stage =
                stages.addObject().put("id", id).put("title", texts.poll()).put("owner", texts.poll());
        if (event != null) {
            stage.putObject("enter").put("event", event);
        }
        return stage;
    }

    private static ObjectNode touchpoint(ArrayNode touchpoints, String id, String event, Deque<String> texts) {
        ObjectNode touchpoint = touchpoints.addObject().put("id", id).put("title", texts.poll());
        return event == null ? touchpoint : touchpoint.put("event", event);
    }

    /**
     * Of c-0 to c-79 the first 40 see the film, and 30 of these go on; of the others 10. In the cart one leaves in four, four go back, and one
     * feels well in a chat and badly on the phone. Three more buy without a cart.
     */
    void customers() {
        all(KNOWN, i -> true).forEach(i -> say(i, 0, "Viewed", i < 60 ? "web" : "phone")
                .put("class", "product")
                .<ObjectNode>set("traits", JSON.createObjectNode().put("segment", i % 2 == 0 ? "berta" : "carl"))
                .set(
                        "properties",
                        i < 10 || (i >= 40 && i < 70) ? JSON.createObjectNode().put("coupon", "SPRING") : null));
        all(40, i -> true).forEach(i -> say(i, 1, "Film Seen", "web"));
        all(10, i -> true).forEach(i -> say(i, 2, "Survey Answered", null)
                .putObject("score")
                .put("kind", "csat")
                .put("value", 4));
        IntPredicate wentOn = i -> i < 30 || (i >= 40 && i < 50);
        all(KNOWN, wentOn).forEach(i -> say(i, 3, "Added", "web"));
        all(KNOWN, wentOn.negate()).forEach(i -> say(i, 3, "Gave Up", "web"));
        all(11, i -> true).forEach(i -> say(i, 4, "Support Called", "phone").put("sentiment", -0.5));
        say(10, 5, "Chat Ended", "chat").put("sentiment", 0.5);
        all(20, i -> i != 10)
                .forEach(i -> say(i, 6, "Ordered", "web").put("value", 10).put("currency", "EUR"));
        all(25, i -> i >= 20).forEach(i -> say(i, 6, "Cart Emptied", "web"));
        all(44, i -> i >= 40).forEach(i -> say(i, 6, "Viewed", "web"));
        all(10, i -> true).forEach(i -> say(i, 7, "Shared", "social"));
        all(KNOWN + 3, i -> i >= KNOWN).forEach(i -> {
            say(i, 0, "Viewed", "store");
            say(i, 8, "Ordered", "store");
        });
        flush();
    }

    private static List<Integer> all(int most, IntPredicate which) {
        return IntStream.range(0, most).filter(which).boxed().toList();
    }

    private ObjectNode say(int customer, int minute, String event, String channel) {
        return say("c-" + customer, began + minute * MINUTE, event, channel);
    }

    private ObjectNode say(String customer, long time, String event, String channel) {
        ObjectNode touchpoint = waiting.addObject();
        touchpoint
                .put("messageId", "m-" + messages++)
                .put("userId", customer)
                .put("event", event)
                .put("time", time);
        return channel == null ? touchpoint : touchpoint.put("channel", channel);
    }

    /** One for each text, which stands in everything that a touchpoint has; each fourth of them gives up. */
    void hostile() {
        List<String> texts = HostileTexts.all();
        for (int i = 0; i < texts.size(); i++) {
            everywhere(texts.get(i), i, began + MINUTE + i);
            if (i % 4 == 0) {
                say(texts.get(i), began + 9 * MINUTE, "Gave Up", "web");
            }
        }
        for (int i = 0; i < EXTREMES.size(); i++) {
            everywhere(EXTREMES.get(i), texts.size() + i, began + MINUTE + texts.size() + i);
        }
        flush();
    }

    /** As it comes back: there is no half of a pair in UTF-8. */
    private static String whole(String text) {
        return text.replaceAll("[\\ud800-\\udfff]", "?");
    }

    /** What the customer with this text is called. */
    static String named(String text) {
        return CustomerId.of(CustomerId.USER, whole(HostileTexts.cut(text, 512)).strip());
    }

    /** What the story says of a touchpoint that has the text everywhere: of each as much as it keeps. */
    static String told(String text, int number) {
        return whole(String.join(
                " · ",
                kept(HostileTexts.cut(text, 256).strip(), 120),
                kept(HostileTexts.cut(text, 64), 32),
                kept(HostileTexts.cut(text, 1_000), 120),
                Integer.toString(number),
                "felt +0.10",
                "“" + kept(HostileTexts.cut(text, 2_000), 160) + "”"));
    }

    private static String kept(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** In all that is text; what it is worth and how it felt is said, so that what stands beside them shows. */
    void everywhere(String text, int number, long time) {
        ObjectNode touchpoint =
                say(HostileTexts.cut(text, 512), time, HostileTexts.cut(text, 256), HostileTexts.cut(text, 64));
        touchpoint.put("messageId", HostileTexts.cut(text, 512)).put("anonymousId", HostileTexts.cut("a " + text, 512));
        touchpoint
                .put("comment", HostileTexts.cut(text, 2_000))
                .put("value", number)
                .put("sentiment", 0.1);
        touchpoint.putObject("identifiers").put("device", HostileTexts.cut("d " + text, 512));
        String property = HostileTexts.cut(text, 1_000);
        ObjectNode properties = touchpoint.putObject("properties");
        for (String name : List.of(
                "coupon", "page_url", "page_path", "page_title", "referrer", "currency", "name", "utm_source")) {
            properties.put(name, property);
        }
        properties
                .put(HostileTexts.cut(text, 128), property)
                .putArray("products")
                .addObject()
                .put("name", property);
        touchpoint
                .putObject("traits")
                .put("segment", property)
                .put("name", property)
                .put(HostileTexts.cut(text, 128), property);
    }

    /** A note with each text, as the topic has them, and pain points with some. */
    void said(TrackerFixture world) {
        try (var producer = new KafkaProducer<>(
                world.config().kafka().forProducer(), new StringSerializer(), new StringSerializer())) {
            for (String text : HostileTexts.all()) {
                String id = UUID.randomUUID().toString();
                ObjectNode note = JSON.createObjectNode()
                        .put("id", id)
                        .put("journey", "rich")
                        .put("version", 1);
                note.put("stage", "love").put("text", text).put("author", text).put("written", "2026-03-02T10:00:00Z");
                producer.send(new ProducerRecord<>("journey-annotations", "note/rich/" + id, note.toString()));
            }
        }
        for (String text : HostileTexts.all().subList(0, PAIN_POINTS)) {
            ObjectNode point =
                    JSON.createObjectNode().put("by", text).put("owner", text).put("title", text);
            point.put("stage", "buy").put("origin", "own").put("state", "owned");
            HttpResponse<String> opened = send(address + "/api/journeys/rich/pain-points", KEY, point.toString());
            assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        }
    }

    /** Now, as it happens. */
    void now(String customer, String event) {
        say(customer, System.currentTimeMillis(), event, "web");
        flush();
    }

    void flush() {
        HttpResponse<String> taken = send(intake + "/v1/touchpoints", WRITE_KEY, waiting.toString());
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(Browser.json(taken.body()).path("errors"))
                .as("touchpoints that were not taken")
                .isEmpty();
        waiting.removeAll();
    }

    /** What the API answers an operator. */
    JsonNode ask(String path) {
        HttpResponse<String> answer = exchange(HttpRequest.newBuilder(URI.create(address + path)), KEY);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return Browser.json(answer.body());
    }

    /** By the stages' ids. */
    Map<String, Integer> present() {
        Map<String, Integer> present = new TreeMap<>();
        ask("/api/journeys/rich/map")
                .get("stages")
                .forEach(stage -> present.put(
                        stage.get("id").textValue(), stage.get("present").intValue()));
        return present;
    }

    /** Whether all of them stand where they are to stand, and what fell due in the past has been counted. */
    boolean settled() {
        JsonNode stages = ask("/api/journeys/rich/map").get("stages");
        return stages.get(0).get("stalled").intValue() == 153
                && stages.get(2).get("stalled").intValue() == 12
                && stages.get(1).at("/targets/0/pending").intValue() == 0;
    }

    private static HttpResponse<String> send(String to, String key, String body) {
        return exchange(
                HttpRequest.newBuilder(URI.create(to))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                key);
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request, String key) {
        try {
            return CLIENT.send(
                    request.header("Authorization", "Bearer " + key).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
