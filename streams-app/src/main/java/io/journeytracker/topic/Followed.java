package io.journeytracker.topic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is followed.
 *
 * @param what the records are, for the log and for people: <code>maps</code>
 * @param last offsets of each partition that are read at the start; there may be fewer records, since transactions take offsets too
 * @param patience how long a start waits for what is there to be read, and nothing fails where it is not; empty: it cannot do without
 */
public record Followed(String what, List<String> topics, long last, Optional<Duration> patience) {

    public Followed {
        topics = List.copyOf(topics);
    }

    /** All of a small topic, without which an instance cannot do: it does not start, or is not alive any more. */
    public static Followed needed(String what, String topic) {
        return new Followed(what, List.of(topic), Long.MAX_VALUE, Optional.empty());
    }

    /** The end of topics, for something that is not worth an instance: whatever Kafka refuses may be allowed later. */
    public static Followed wanted(String what, List<String> topics, long last, Duration patience) {
        return new Followed(what, topics, last, Optional.of(patience));
    }

    boolean isNeeded() {
        return patience.isEmpty();
    }
}
