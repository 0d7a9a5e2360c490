package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.IntakeFixture;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real intake on a real broker, with a source for each client, and the clients as programs of their own. */
final class SdkScene implements AutoCloseable {

    /** How a client's posts fare. */
    enum Weather {
        FAIR(),
        /** The first is answered with 500, the second with 429, the third is taken but its answer never arrives. */
        FOUL(FaultyProxy.Fault.SERVER_ERROR, FaultyProxy.Fault.BUSY, FaultyProxy.Fault.DROPPED),
        /** As before, without the 429. */
        ROUGH(FaultyProxy.Fault.SERVER_ERROR, FaultyProxy.Fault.DROPPED),
        /** The first is answered with 429. */
        CROWDED(FaultyProxy.Fault.BUSY);

        private final List<FaultyProxy.Fault> faults;

        Weather(FaultyProxy.Fault... faults) {
            this.faults = List.of(faults);
        }
    }

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final IntakeFixture intake;

    /** @param clients whose names become sources, one for each weather */
    SdkScene(List<String> clients) {
        String sources = clients.stream()
                .flatMap(client -> Arrays.stream(Weather.values()).map(weather -> source(client, weather)))
                .map(source -> "  - {name: " + source + ", keys: [key-of-" + source
                        + "], origins: [\"http://127.0.0.1:*\"]}\n")
                .collect(Collectors.joining("", "sources:\n", ""));
        intake = IntakeFixture.on(broker, sources);
    }

    private static String source(String client, Weather weather) {
        return client + "-" + weather.name().toLowerCase(Locale.ROOT);
    }

    /** Runs a program to its end, which is when its client says that all is delivered. */
    Delivery send(String client, String program, Weather weather, ObjectNode given) {
        return delivery(client, weather, given, proxy -> Node.run("servers/" + program + ".js", given));
    }

    /** Opens a page in the browser and closes it when so many messages have arrived, and all faults were met. */
    Delivery browse(String client, Weather weather, ObjectNode given, int messages) {
        String source = source(client, weather);
        return browse(
                client,
                weather,
                given.put("pageHost", "127.0.0.1"),
                proxy -> proxy.left().isEmpty()
                        && of(source).stream()
                                        .map(Touchpoint::getMessageId)
                                        .distinct()
                                        .count()
                                >= messages);
    }

    /** Opens a page whose origin no source allows, and closes it when the browser has asked. */
    Delivery browseUnwanted(String client, ObjectNode given) {
        return browse(client, Weather.FAIR, given.put("pageHost", "localhost"), proxy -> proxy.passed().stream()
                .anyMatch(request -> request.method().equals("OPTIONS")));
    }

    private Delivery browse(String client, Weather weather, ObjectNode given, Predicate<FaultyProxy> enough) {
        given.put("chromium", Node.chromium().orElseThrow());
        given.put("pageName", client + ".html");
        given.put("query", "utm_source=mail&utm_medium=email");
        return delivery(client, weather, given, proxy -> Node.run("browser.js", given, () -> enough.test(proxy)));
    }

    private Delivery delivery(
            String client, Weather weather, ObjectNode given, Function<FaultyProxy, List<JsonNode>> run) {
        String source = source(client, weather);
        given.put("key", "key-of-" + source);
        Instant before = Instant.now();
        try (FaultyProxy proxy = new FaultyProxy(intake.port(), weather.faults)) {
            given.put("host", proxy.address());
            List<JsonNode> told = run.apply(proxy);
            return new Delivery(source, told, of(source), proxy.passed(), proxy.left(), before, Instant.now());
        }
    }

    private List<Touchpoint> of(String source) {
        return intake.touchpoints().stream()
                .filter(touchpoint -> touchpoint.getSource().equals(source))
                .toList();
    }

    /**
     * What a client's run came to.
     *
     * @param told by the program
     * @param touchpoints on Kafka, all copies
     * @param left faults that no post met
     */
    record Delivery(
            String source,
            List<JsonNode> told,
            List<Touchpoint> touchpoints,
            List<FaultyProxy.Passed> passed,
            List<FaultyProxy.Fault> left,
            Instant before,
            Instant after) {

        /** The facts that the program told of one message. */
        JsonNode told(int index) {
            return told.get(index);
        }

        /** A touchpoint whose id and time the program told of. */
        Expected named(String event, int index) {
            JsonNode facts = told.get(index);
            JsonNode time = facts.path("time");
            return Expected.event(event)
                    .id(facts.path("messageId").asText())
                    .at(time.isNumber() ? Instant.ofEpochMilli(time.longValue()) : Instant.parse(time.asText()));
        }

        /** That just this arrived: every message, every field, none twice after copies with the same id are dropped. */
        void isExactly(Weather weather, Expected... expected) {
            isExactly(weather, List.of(expected));
        }

        void isExactly(Weather weather, List<Expected> expected) {
            assertThat(touchpoints)
                    .allSatisfy(touchpoint -> assertThat(Instant.ofEpochMilli(touchpoint.getReceivedAt()))
                            .isBetween(before.minusMillis(1), after));
            List<Touchpoint> copies = touchpoints.stream()
                    .map(touchpoint -> Touchpoint.newBuilder(touchpoint)
                            .setReceivedAt(null)
                            .build())
                    .toList();
            Touchpoint[] wanted = expected.stream().map(one -> one.of(source)).toArray(Touchpoint[]::new);
            // Copies are equal in every field, so that it does not matter which of them counts.
            assertThat(copies.stream().distinct()).containsExactlyInAnyOrder(wanted);
            assertThat(copies.stream().map(Touchpoint::getMessageId).distinct()).hasSameSizeAs(wanted);
            assertThat(left).as("faults that were not met").isEmpty();
            if (weather == Weather.FAIR) {
                assertThat(copies).as("none is doubled").hasSameSizeAs(wanted);
            } else {
                assertThat(copies).as("what was sent again was there already").hasSizeGreaterThan(wanted.length);
                assertThat(posts().map(FaultyProxy.Passed::status)).contains(statuses(weather));
            }
        }

        private static Integer[] statuses(Weather weather) {
            return weather == Weather.FOUL ? new Integer[] {500, 429, 0, 200} : new Integer[] {500, 0, 200};
        }

        Stream<FaultyProxy.Passed> preflights() {
            return passed.stream().filter(request -> request.method().equals("OPTIONS"));
        }

        Stream<FaultyProxy.Passed> posts() {
            return passed.stream().filter(request -> request.method().equals("POST"));
        }
    }

    @Override
    public void close() {
        intake.close();
        broker.close();
    }
}
