package io.journeytracker.maps;

import io.journeytracker.definition.Advocacy;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Severity;
import io.journeytracker.definition.Stage;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.metric.MapGauges.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What the published maps say, as gauges. Every instance tells the same, so that these are not to be added up over instances:
 * take the maximum. Counters of what seldom happens are there as soon as a map says that it can happen.
 */
public final class MapInfo implements Consumer<PublishedMaps> {

    private static final double MILLIS = 1000.0;

    private final MapGauges gauges;
    private final JourneyMeters meters;

    public MapInfo(MapGauges gauges, JourneyMeters meters) {
        this.gauges = gauges;
        this.meters = meters;
    }

    @Override
    public void accept(PublishedMaps maps) {
        List<Value> values = new ArrayList<>();
        for (PublishedMap published : maps.all()) {
            JourneyDefinition map = published.journey().definition();
            String version = Integer.toString(map.version());
            values.add(Value.of(
                    "journey.map.published.timestamp.seconds",
                    published.publishedAt().toEpochMilli() / MILLIS,
                    "journey",
                    map.id(),
                    "version",
                    version));
            for (int position = 0; position < map.stages().size(); position++) {
                stage(map.id(), version, map.stages().get(position), position, values);
            }
            expect(map);
        }
        gauges.publish("maps", values);
    }

    private void expect(JourneyDefinition map) {
        for (Stage stage : map.stages()) {
            String owner = stage.owner().orElse("");
            stage.stall().ifPresent(stall -> expect(map, stage, "stall", stall.severity(), owner));
            stage.churn().forEach(churn -> expect(map, stage, "churn", churn.severity(), owner));
        }
        for (Advocacy how : Advocacy.values()) {
            meters.expectAdvocacy(map.id(), map.version(), how.name().toLowerCase(Locale.ROOT));
        }
        meters.expectAdvocacy(map.id(), map.version(), "promoter");
    }

    private void expect(JourneyDefinition map, Stage stage, String kind, Severity severity, String owner) {
        meters.alerts().expect(map.id(), stage.id(), kind, severity.label(), owner);
    }

    private static void stage(String journey, String version, Stage stage, int position, List<Value> values) {
        String[] place = {"journey", journey, "version", version, "stage", stage.id()};
        values.add(Value.of(
                "journey.stage.info",
                1,
                with(
                        place,
                        "position",
                        Integer.toString(position),
                        "title",
                        stage.title(),
                        "owner",
                        stage.owner().orElse(""),
                        "parent",
                        String.join("/", stage.path()))));
        stage.targets().ifPresent(targets -> {
            targets.conversion()
                    .ifPresent(conversion -> values.add(Value.of(
                            "journey.target.ratio", conversion.atLeast(), with(place, "target", conversion.to()))));
            targets.emotionAtLeast()
                    .ifPresent(emotion -> values.add(Value.of("journey.target.emotion", emotion, place)));
            targets.dwell()
                    .flatMap(dwell -> dwell.p50())
                    .ifPresent(p50 -> values.add(
                            Value.of("journey.target.dwell.median.seconds", p50.toMillis() / MILLIS, place)));
            targets.dwell()
                    .flatMap(dwell -> dwell.p95())
                    .ifPresent(p95 ->
                            values.add(Value.of("journey.target.dwell.seconds", p95.toMillis() / MILLIS, place)));
        });
    }

    private static String[] with(String[] labels, String... more) {
        List<String> all = new ArrayList<>(List.of(labels));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }
}
