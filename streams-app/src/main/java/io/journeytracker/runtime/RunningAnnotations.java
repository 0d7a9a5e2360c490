package io.journeytracker.runtime;

import io.journeytracker.annotation.MapAnnotations;
import io.journeytracker.config.KafkaSettings;
import io.journeytracker.maps.PublishedMaps;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;

/** What people say about maps, put together. */
final class RunningAnnotations {

    private RunningAnnotations() {}

    /** Started; closed with the rest. */
    static MapAnnotations start(
            KafkaSettings kafka, String topic, Supplier<PublishedMaps> maps, MeterRegistry registry, Closing closing) {
        Counter unreadable = Counter.builder("journey.annotations.unreadable")
                .description("Records in the topic of annotations that are none and were left out")
                .register(registry);
        return closing.add(
                        "annotations",
                        new MapAnnotations(
                                kafka.forProducer(),
                                kafka.forConsumer(),
                                topic,
                                unreadable::increment,
                                journey -> maps.get().versions(journey),
                                Clock.systemUTC()))
                .start();
    }
}
