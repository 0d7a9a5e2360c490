package io.journeytracker.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryKind;
import io.journeytracker.schema.StoryTouchpoint;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stories of customers who turn out to be one, or do not want to be followed, while parts of them are still on their way. */
class StoryTopologyTest {

    private static final int ALL = 1_500;

    @TempDir
    Path dir;

    private final StoryCodec codec = new StoryCodec();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> told;

    @BeforeEach
    void start() {
        Topology topology = new Topology();
        new StoryTopology(Topics.DEFAULT, Stores::inMemoryKeyValueStore).addTo(topology);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
        driver = new TopologyTestDriver(topology, config);
        told = driver.createInputTopic(Topics.DEFAULT.stories(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void tell(String customer, CustomerStory part) {
        told.pipeInput(customer.getBytes(StandardCharsets.UTF_8), codec.encode(part));
    }

    private void happened(String customer, long time) {
        tell(customer, StoryBookTest.part(List.of(StoryBookTest.touchpoint(time)), List.of()));
    }

    private void becomes(StoryKind kind, String customer, String other) {
        tell(customer, new CustomerStory(kind, other, List.of(), 0L, List.of(), 0L, List.of(), 0L));
    }

    private void handedOver(String from, String to, long time) {
        CustomerStory part = StoryBookTest.part(List.of(StoryBookTest.touchpoint(time)), List.of());
        part.setOther(from);
        tell(to, part);
    }

    @SuppressWarnings("unchecked")
    private Optional<CustomerStory> story(String customer) {
        var pieces = (WriteBehindStore<Bytes, CustomerStory>) driver.getStateStore(StoryTopology.STORE);
        return new StoryShelf(pieces).story(customer);
    }

    private List<Long> times(String customer) {
        return story(customer).orElseThrow().getTouchpoints().stream()
                .map(StoryTouchpoint::getTime)
                .toList();
    }

    @Test
    void theStoryOfWhoTurnsOutToBeAnotherIsTheOthersByTime() {
        happened("anonymous~a", 1);
        happened("ann", 2);
        happened("anonymous~a", 3);
        becomes(StoryKind.JOINED, "anonymous~a", "ann");
        assertThat(times("ann")).containsExactly(1L, 2L, 3L);
        assertThat(story("anonymous~a")).isEmpty();
    }

    @Test
    void whatIsHandedOverToWhoBecameAnotherMeanwhileGoesOn() {
        happened("b", 2);
        becomes(StoryKind.JOINED, "b", "ann");
        handedOver("anonymous~a", "b", 1);
        assertThat(times("ann")).containsExactly(1L, 2L);
    }

    @Test
    void ofWhoDoesNotWantToBeFollowedNothingIsLeftAndNothingComesBack() {
        happened("ann", 1);
        becomes(StoryKind.ERASED, "ann", "");
        handedOver("anonymous~a", "ann", 2);
        assertThat(story("ann")).isEmpty();

        happened("ann", 3);
        assertThat(times("ann")).as("after they agreed again").containsExactly(3L);
    }

    @Test
    void aStoryIsForgottenWithTheJourneys() {
        happened("ann", 1);
        becomes(StoryKind.FORGOTTEN, "ann", "");
        assertThat(story("ann")).isEmpty();
    }

    @Test
    void aLongStoryIsKeptInPiecesAndIsWhole() {
        List<Long> expected = new ArrayList<>();
        for (long time = 0; time < ALL; time++) {
            happened("ann", time);
            // Others, so that pieces do not stay in heap.
            happened("bob" + time % 7, time);
            if (time < StoryBook.FIRST || time >= ALL - StoryBook.LAST) {
                expected.add(time);
            }
        }
        assertThat(times("ann")).isEqualTo(expected);
        assertThat(story("ann").orElseThrow().getLeftOut()).isEqualTo(ALL - expected.size());
        assertThat(pieces("ann")).as("pieces that are kept").isLessThan(ALL / 16);
    }

    @Test
    void whatIsTakenBackMayStandInAnEarlierPiece() {
        tell("ann", StoryBookTest.part(List.of(), List.of(StoryBookTest.move("a", 1, false))));
        for (long time = 0; time < 40; time++) {
            happened("ann", time);
        }
        tell("ann", StoryBookTest.part(List.of(), List.of(StoryBookTest.move("a", 1, true))));
        assertThat(story("ann").orElseThrow().getMoves()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private int pieces(String customer) {
        var pieces = (WriteBehindStore<Bytes, CustomerStory>) driver.getStateStore(StoryTopology.STORE);
        List<Bytes> found = new ArrayList<>();
        pieces.scan(StoryKey.from(customer), StoryKey.to(customer), (key, piece) -> found.add(key));
        return found.size();
    }
}
