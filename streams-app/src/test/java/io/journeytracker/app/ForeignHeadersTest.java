package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.testing.TestMaps;
import io.journeytracker.testing.TopologyFixture;
import io.journeytracker.topic.HeaderLong;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Tick;
import io.journeytracker.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that the application writes itself, on what somebody else wrote: they are not believed, and harm nobody. */
class ForeignHeadersTest {

    private static final JourneyCatalog MAPS = JourneyCatalog.of(List.of(TestMaps.shop(1)));
    private static final List<String> OURS = List.of(
            Headers.TICK,
            Headers.TICK_RESOLVED,
            Headers.IDENTITY,
            Headers.HOPS,
            Headers.DEAD_REDRIVEN,
            Headers.DEAD_REASON,
            Headers.DEAD_PROTOCOL);

    @TempDir
    Path stateDir;

    @ParameterizedTest(name = "linked: {0}")
    @ValueSource(booleans = {true, false})
    void a_touchpoint_with_a_header_of_ours_is_a_touchpoint_like_any_other(boolean linked) {
        try (TopologyFixture shop = new TopologyFixture(MAPS, stateDir, 10, linked)) {
            for (String name : OURS) {
                for (String key : List.of("elsewhere", name)) {
                    RecordHeaders headers = new RecordHeaders();
                    headers.add(name, utf8("whatever"));
                    shop.sendRecord(new TestRecord<>(
                            utf8(key),
                            shop.bytes(shop.touchpoint(name, "Viewed", 0)
                                    .setMessageId(key)
                                    .build()),
                            headers,
                            TopologyFixture.START));
                }
            }
            assertThat(shop.told()).hasSize(OURS.size()).containsOnly("ENTERED browse");
            assertThat(shop.deadLetters()).isEmpty();
        }
    }

    @ParameterizedTest(name = "linked: {0}")
    @ValueSource(booleans = {true, false})
    void a_message_between_partitions_that_is_none_is_a_dead_letter_and_the_stream_goes_on(boolean linked) {
        try (TopologyFixture shop = new TopologyFixture(MAPS, stateDir, 10, linked)) {
            byte[] touchpoint = shop.bytes(shop.touchpoint("ann", "Viewed", 0).build());
            RecordHeaders headers = new RecordHeaders();
            headers.add(Headers.IDENTITY, new byte[0]);
            shop.driver
                    .createInputTopic(
                            Topics.DEFAULT.touchpointsByCustomer(),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(utf8("ann"), touchpoint, headers, TopologyFixture.START));
            shop.send("bob", "Viewed", 0);
            assertThat(shop.told()).containsExactly("ENTERED browse");
            assertThat(shop.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.value()).isEqualTo(touchpoint);
                assertThat(values(letter, Headers.DEAD_REASON)).containsExactly("undecodable");
            });
        }
    }

    @ParameterizedTest(name = "linked: {0}")
    @ValueSource(booleans = {true, false})
    void a_tick_brings_no_other_time_with_it(boolean linked) {
        try (TopologyFixture shop = new TopologyFixture(MAPS, stateDir, 10, linked)) {
            shop.send("ann", "Added", 0);
            long now = TopologyFixture.START.toEpochMilli();
            RecordHeaders headers = new RecordHeaders();
            headers.add(Headers.TICK, new Tick(now, 1, -1).bytes());
            headers.add(Headers.TICK_RESOLVED, new Tick(now + 3_600_000, 1, 0).bytes());
            headers.add(Headers.IDENTITY, new byte[0]);
            shop.sendRecord(new TestRecord<>(null, null, headers, TopologyFixture.START));
            assertThat(shop.told()).containsExactly("ENTERED cart");
            shop.tick(40);
            assertThat(shop.told()).containsExactly("STALLED cart");
        }
    }

    @ParameterizedTest(name = "linked: {0}")
    @ValueSource(booleans = {true, false})
    void a_tick_of_a_larger_topic_does_not_stop_time(boolean linked) {
        try (TopologyFixture shop = new TopologyFixture(MAPS, stateDir, 10, linked)) {
            shop.send("ann", "Added", 0);
            shop.sendRecord(tickOf(6));
            assertThat(shop.metrics.counter("journey.ticks.dropped").count()).isEqualTo(1);
            assertThat(shop.deadLetters()).isEmpty();
            shop.tick(40);
            assertThat(shop.told()).containsExactly("ENTERED cart", "STALLED cart");
        }
    }

    @Test
    void partitions_that_a_stored_clock_waits_for_are_forgotten_where_there_are_none() {
        try (TopologyFixture shop = new TopologyFixture(MAPS, stateDir, 10, false)) {
            shop.send("ann", "Added", 0);
            shop.sources.set(6);
            shop.sendRecord(tickOf(6));
            shop.sources.set(1);
            shop.tick(40);
            assertThat(shop.told()).containsExactly("ENTERED cart", "STALLED cart");
        }
    }

    private static TestRecord<byte[], byte[]> tickOf(int partitions) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Headers.TICK, new Tick(TopologyFixture.START.toEpochMilli(), partitions, -1).bytes());
        return new TestRecord<>(null, null, headers, TopologyFixture.START);
    }

    @ParameterizedTest(name = "linked: {0}")
    @ValueSource(booleans = {true, false})
    void a_letter_says_of_itself_what_we_say_of_it_alone(boolean linked) {
        try (TopologyFixture shop = new TopologyFixture(MAPS, stateDir, 10, linked)) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("trace", utf8("the producer's own"));
            headers.add(Headers.DEAD_REASON, utf8("none"));
            headers.add(Headers.DEAD_PROTOCOL, utf8("segment"));
            headers.add(Headers.DEAD_REDRIVEN, HeaderLong.bytes(0));
            shop.sendRecord(new TestRecord<>(utf8("any"), utf8("no touchpoint"), headers, TopologyFixture.START));
            assertThat(shop.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(values(letter, "trace")).containsExactly("the producer's own");
                assertThat(values(letter, Headers.DEAD_REASON)).containsExactly("undecodable");
                assertThat(values(letter, Headers.DEAD_PROTOCOL)).isEmpty();
                assertThat(values(letter, Headers.DEAD_REDRIVEN)).isEmpty();
            });
        }
    }

    private static List<String> values(TestRecord<byte[], byte[]> letter, String header) {
        List<String> values = new ArrayList<>();
        for (Header each : letter.headers().headers(header)) {
            values.add(new String(each.value(), StandardCharsets.UTF_8));
        }
        return values;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
