package io.journeytracker.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.topic.TopicFollower;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoardTest {

    private final Changes changes = new Changes();

    @Test
    @Timeout(30)
    void whereTheTopicsCannotBeReadTheListWaitsAndNothingElseDoes() {
        Deserializer<JourneyAlert> alerts = new AvroSerdes(Map.of("schema.registry.url", "mock://board"))
                .values(JourneyAlert.class)
                .deserializer();
        Board.Source source = new Board.Source(
                Map.of("bootstrap.servers", "127.0.0.1:1"),
                Topics.DEFAULT,
                1,
                alerts,
                100,
                () -> {},
                Duration.ofMillis(100));
        TopicFollower<AlertBoard> follower = Board.follower(
                new AlertBoard(source.kept(), changes), changes, source, new BoardRecords(source.topics(), alerts, headers -> false, alert -> {}));
        follower.start();
        assertThat(follower.failure()).isEmpty();
        assertThat(changes.isLive())
                .as("an empty list would say that all is well")
                .isFalse();
        follower.close();
        assertThat(follower.failure()).isEmpty();
        assertThat(changes.isLive()).isFalse();
    }
}
