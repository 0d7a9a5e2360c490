package io.journeytracker.annotation;

import io.javalin.config.RoutesConfig;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.http.RouteModule;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.metric.MapGauges.Value;
import io.journeytracker.query.MapFigures;
import io.journeytracker.topic.Followed;
import io.journeytracker.topic.TopicEditor;
import io.journeytracker.topic.TopicFollower;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** All that people say about maps, on one instance: what follows the topic, and the routes. */
public final class MapAnnotations implements ToLongFunction<String>, AutoCloseable {

    private final TopicFollower<Annotations> follower;
    private final Desk desk;

    /**
     * @param producer settings of Kafka's producer
     * @param consumer settings of Kafka's consumer
     * @param unreadable called for every record that is left out
     */
    public MapAnnotations(
            Map<String, Object> producer,
            Map<String, Object> consumer,
            String topic,
            Runnable unreadable,
            Published published,
            Clock clock) {
        follower = new TopicFollower<>(
                Followed.needed("annotations", topic), consumer, Annotations.NONE, Annotations::with, unreadable);
        TopicEdits edits = new TopicEdits(new TopicEditor(producer, consumer, topic), follower);
        desk = new Desk(follower, edits, published, clock);
    }

    /**
     * Reads what is in the topic, and follows it.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    public MapAnnotations start() {
        follower.start();
        return this;
    }

    /** For those who may ask. */
    public RouteModule routes(MapFigures figures) {
        List<RouteModule> routes = routes(desk, figures);
        return (RoutesConfig config) -> routes.forEach(each -> each.addTo(config));
    }

    static List<RouteModule> routes(Desk desk, MapFigures figures) {
        return List.of(
                new AnnotationRoutes(desk, figures),
                new PainPointRoutes(desk, figures),
                new NoteRoutes(desk, figures),
                new ReviewRoutes(desk, figures));
    }

    /** By when the active maps are to be looked over, as gauges. Every instance tells the same, as of the maps' other gauges. */
    public void publish(JourneyCatalog catalog, MapGauges gauges) {
        publish(desk, catalog, gauges);
    }

    static void publish(Desk desk, JourneyCatalog catalog, MapGauges gauges) {
        List<Value> values = new ArrayList<>();
        for (CompiledJourney active : catalog.active()) {
            JourneyDefinition map = active.definition();
            map.review()
                    .ifPresent(wanted -> values.add(Value.of(
                            "journey.review.due.timestamp.seconds",
                            desk.reviewsOf(map.id())
                                    .overdueFrom(wanted, desk.published().first(map.id(), desk.now()))
                                    .getEpochSecond(),
                            "journey",
                            map.id(),
                            "owner",
                            map.owner().orElse(""))));
        }
        gauges.publish("reviews", values);
    }

    /** Of a journey: another number after each change. */
    @Override
    public long applyAsLong(String journey) {
        return follower.get().revisionOf(journey);
    }

    /** Why it does not follow any more, if so. */
    public Optional<String> failure() {
        return follower.failure();
    }

    @Override
    public void close() {
        follower.close();
    }
}
