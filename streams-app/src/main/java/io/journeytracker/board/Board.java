package io.journeytracker.board;

import io.javalin.config.RoutesConfig;
import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.http.RouteModule;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.subscription.SubscriptionEdits;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.subscription.SubscriptionsReader;
import io.journeytracker.topic.Followed;
import io.journeytracker.topic.TopicFollower;
import io.journeytracker.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** All that people see of alerts and do about them, on one instance: the list that follows the topics, and its routes. */
public final class Board implements RouteModule, AutoCloseable {

    /** An alert is raised and ends, and each may be a transaction of its own, whose end takes an offset too. */
    private static final int OFFSETS_OF_AN_ALERT = 4;

    private final BoardRecords records;
    private final Deserializer<JourneyAlert> alerts;
    private final TopicFollower<AlertBoard> follower;
    private final AlertEvents events;
    private final List<RouteModule> routes;

    /**
     * What the board stands on.
     *
     * @param consumer settings of Kafka's consumer
     * @param partitions of the topic of alerts
     * @param kept how many of the newest alerts are listed
     * @param foreign called for every record that is none and is left out
     * @param patience how long a start waits for the list
     */
    public record Source(
            Map<String, Object> consumer,
            Topics topics,
            int partitions,
            Deserializer<JourneyAlert> alerts,
            int kept,
            Runnable foreign,
            Duration patience) {}

    /**
     * What people change, and where it goes.
     *
     * @param here whether an acknowledgement with these headers was said to this instance
     * @param acknowledged hears of each alert that somebody takes care of as the first one, where that was said to this instance
     * @param files whether this instance reads files of subscriptions
     * @param secret of the ids that viewers see; the same on every instance, or empty: of its own
     */
    public record Desk(
            Supplier<Subscriptions> subscriptions,
            SubscriptionsReader reader,
            SubscriptionEdits edits,
            Acknowledging acknowledging,
            Predicate<Headers> here,
            Consumer<JourneyAlert> acknowledged,
            AcknowledgeLinks links,
            boolean files,
            Optional<String> secret) {}

    public Board(Source source, Desk desk, Clock clock) {
        Changes changes = new Changes();
        AlertBoard board = new AlertBoard(source.kept(), changes);
        alerts = source.alerts();
        records = new BoardRecords(source.topics(), alerts, desk.here(), desk.acknowledged());
        follower = follower(board, changes, source, records);
        AlertViews views = new AlertViews(desk.subscriptions(), new ShownIds(desk.secret()), clock);
        events = new AlertEvents(changes, views);
        routes = routes(board, events, views, desk, clock);
    }

    /** What comes once all is read is news. */
    static TopicFollower<AlertBoard> follower(AlertBoard board, Changes changes, Source source, BoardRecords records) {
        long last = (long) OFFSETS_OF_AN_ALERT * (board.most() / source.partitions() + 1);
        List<String> topics = List.of(source.topics().alerts(), source.topics().alertLife());
        return new TopicFollower<>(
                        Followed.wanted("alerts", topics, last, source.patience()),
                        source.consumer(),
                        board,
                        records,
                        source.foreign())
                .telling(any -> changes.begin());
    }

    static List<RouteModule> routes(AlertBoard board, AlertEvents events, AlertViews views, Desk desk, Clock clock) {
        Acknowledgements acknowledgements = new Acknowledgements(board, desk.acknowledging(), clock);
        Editing editing = new Editing(desk.edits(), desk.files());
        return List.of(
                new AlertRoutes(board, events, views, acknowledgements),
                new LinkRoutes(desk.links(), board, acknowledgements, clock),
                new SubscriptionRoutes(desk.subscriptions(), desk.reader(), editing, board, views),
                new TargetRoutes(desk.subscriptions(), desk.reader(), editing),
                new SilenceRoutes(desk.subscriptions(), desk.reader(), editing, clock));
    }

    /**
     * Reads what is in the topics, and follows them. Where they cannot be read in time the list says that it is not read yet, until it is: nothing else waits
     * for it.
     */
    public Board start() {
        follower.start();
        return this;
    }

    @Override
    public void addTo(RoutesConfig config) {
        routes.forEach(each -> each.addTo(config));
    }

    /** Why the list does not follow any more, if so. */
    public Optional<String> failure() {
        return follower.failure();
    }

    /** Streams to those who watch, to be ended before the server that has them. */
    public AutoCloseable events() {
        return events;
    }

    @Override
    public void close() {
        events.close();
        records.close();
        follower.close();
        alerts.close();
    }
}
