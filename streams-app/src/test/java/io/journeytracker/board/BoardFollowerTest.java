package io.journeytracker.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoardFollowerTest {

    private final Changes changes = new Changes();

    @Test
    @Timeout(30)
    void whereTheTopicsCannotBeReadTheListWaitsAndNothingElseDoes() {
        BoardFollower follower = new BoardFollower(
                new AlertBoard(100, changes),
                changes,
                Map.of("bootstrap.servers", "127.0.0.1:1"),
                Topics.DEFAULT,
                1,
                new AvroSerdes(Map.of("schema.registry.url", "mock://board"))
                        .values(JourneyAlert.class)
                        .deserializer());
        follower.start(Duration.ofMillis(100));
        assertThat(follower.failure()).isEmpty();
        assertThat(changes.isLive())
                .as("an empty list would say that all is well")
                .isFalse();
        follower.close();
        assertThat(follower.failure()).isEmpty();
        assertThat(changes.isLive()).isFalse();
    }
}
