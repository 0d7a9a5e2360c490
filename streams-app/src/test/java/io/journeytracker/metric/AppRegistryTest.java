package io.journeytracker.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of what Kafka Streams registers, what it never feeds is left out of a scrape. */
class AppRegistryTest {

    private static final int GAUGES = 60;

    /** Two of Prometheus, or one and a person. */
    @Test
    void whoeverScrapesAtTheSameMomentGetsAllOfIt() {
        try (AppRegistry registry = new AppRegistry()) {
            MapGauges gauges = new MapGauges(registry.registry());
            gauges.publish(
                    "one",
                    IntStream.range(0, GAUGES)
                            .mapToObj(gauge -> new MapGauges.Value("journey.gauge." + gauge, List.of(), gauge))
                            .toList());
            List<Long> found = IntStream.range(0, 400)
                    .parallel()
                    .mapToObj(any -> registry.scrape(gauges::refresh)
                            .lines()
                            .filter(line -> line.startsWith("journey_gauge_"))
                            .count())
                    .toList();
            assertThat(found).containsOnly((long) GAUGES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.stream.state.put.rate, false",
        "kafka.stream.state.get.latency.avg, false",
        "kafka.stream.state.iterator.duration.max, false",
        "kafka.stream.state.block.cache.data.hit.ratio, false",
        "kafka.stream.state.bytes.written.total, false",
        "kafka.stream.state.memtable.flush.time.avg, false",
        "kafka.stream.state.number.open.files.total, false",
        "kafka.stream.state.total.sst.files.size, true",
        "kafka.stream.state.estimate.num.keys, true",
        "kafka.stream.state.updater.restore.call.rate, true",
        "kafka.stream.thread.process.rate, true",
        "journey.clock.lag.seconds, true"
    })
    void aMeterIsScrapedUnlessItIsNeverFed(String name, boolean scraped) {
        try (AppRegistry registry = new AppRegistry()) {
            Gauge.builder(name, () -> 1).register(registry.registry());
            assertThat(registry.registry().scrape().contains(name.replace('.', '_')))
                    .isEqualTo(scraped);
        }
    }
}
