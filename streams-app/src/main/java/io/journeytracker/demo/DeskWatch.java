package io.journeytracker.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.journeytracker.topic.TopicReader;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints the messages that a desk gets, one line each. */
public final class DeskWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeskWatch.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long CLOSE_MILLIS = 3_000;

    private final Desks.Desk desk;
    private final TopicReader reader;
    private final Consumer<String> print;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "desk-watch");

    /**
     * @param consumerSettings of Kafka's consumer
     * @param print takes each line
     */
    public DeskWatch(Map<String, Object> consumerSettings, Desks.Desk desk, Consumer<String> print) {
        this.desk = desk;
        this.reader = new TopicReader(consumerSettings, desk.topic());
        this.print = print;
        thread.setDaemon(true);
    }

    public DeskWatch start() {
        thread.start();
        return this;
    }

    private void run() {
        try (reader) {
            reader.readAll(message -> print.accept(line(message.value())));
            while (!closing.get()) {
                reader.follow(message -> print.accept(line(message.value())));
            }
        } catch (WakeupException stop) {
            LOG.debug("Stopped watching a desk");
        } catch (KafkaException e) {
            LOG.error("A desk cannot be watched any longer", e);
        }
    }

    private String line(byte[] message) {
        try {
            JsonNode data = JSON.readTree(message).path("data");
            return "         told to " + desk.team() + ": " + data.path("title").asText();
        } catch (IOException noJson) {
            return "         told to " + desk.team() + ": a message that is no JSON";
        }
    }

    @Override
    public void close() {
        closing.set(true);
        if (!thread.isAlive()) {
            return;
        }
        reader.wakeup();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
