package io.journeytracker.runtime;

import io.journeytracker.access.AccessGate;
import io.journeytracker.access.AccessKeys;
import io.journeytracker.access.OidcTokens;
import io.journeytracker.access.Tokens;
import io.journeytracker.alert.Alerts;
import io.journeytracker.annotation.MapAnnotations;
import io.journeytracker.board.Board;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Role;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.delivery.DeliveryTopology;
import io.journeytracker.delivery.sending.Sender;
import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.delivery.targets.OutboundHttp;
import io.journeytracker.delivery.targets.Secrets;
import io.journeytracker.delivery.targets.TargetResources;
import io.journeytracker.http.AdministrationRoutes;
import io.journeytracker.http.Health;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.RouteModule;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.identity.IdentityTopology;
import io.journeytracker.journey.MapParts;
import io.journeytracker.maps.MapFile;
import io.journeytracker.maps.PublishedMaps;
import io.journeytracker.metric.AppRegistry;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.metric.MapGauges;
import io.journeytracker.query.DescriptionRoutes;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.story.StoryTopology;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.TopicFollower;
import io.journeytracker.topic.TopicPlan;
import io.journeytracker.topic.Topics;
import io.journeytracker.web.Pages;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the application. It starts in the order in which things need one another (topics, maps, streams, HTTP, then
 * ticks) and stops in reverse. Alive until the streams fail for good; ready once all state is restored.
 */
public final class JourneyTracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JourneyTracker.class);

    private final JourneyConfig config;
    private final Supplier<IntakePlan> intakePlan;
    private final IdentityRules identities;
    private final Topics topics;
    private final AvroSerdes serdes;
    private final AcknowledgeLinks links;
    private final AppRegistry registry = new AppRegistry();
    private final MapGauges gauges = new MapGauges(registry.registry());
    private final MapParts parts = new MapParts();
    private final JourneyMeters meters = new JourneyMeters(registry.registry());
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Closing closing = new Closing();
    private AccessKeys keys;
    private boolean open;
    private Map<String, Integer> partitions;
    /** Partitions of touchpoints; the topic may be given more. */
    private final AtomicInteger ticked = new AtomicInteger();

    private TopicFollower<PublishedMaps> maps;
    private MapAnnotations annotations;
    private AlertSubscriptions subscriptions;
    private Board board;
    private volatile Sender sender;
    private volatile RunningStreams streams;
    private Ticker ticker;
    private HttpServer http;
    private Optional<String> reachedAt = Optional.empty();
    private Optional<RunningIntake> intake = Optional.empty();

    /**
     * Takes touchpoints by HTTP where the configuration says from whom, on a port of its own.
     *
     * @throws io.journeytracker.identity.InvalidIdentityRulesException if the file of identity rules cannot be used
     */
    public JourneyTracker(JourneyConfig config) {
        this(config, () -> IntakePlan.of(config));
    }

    public JourneyTracker(JourneyConfig config, IntakePlan intakePlan) {
        this(config, () -> intakePlan);
    }

    private JourneyTracker(JourneyConfig config, Supplier<IntakePlan> intakePlan) {
        this.config = config;
        this.intakePlan = intakePlan;
        this.keys = AccessKeys.of(config.access()).withPeers(config.peers().keys());
        this.identities = IdentityPlan.rules(config.identity());
        this.topics = new Topics(config.topics().prefix());
        this.serdes = new AvroSerdes(config.registry());
        this.links = RunningBoard.links(config.alerts());
        closing.add("metrics", registry);
    }

    /** Lets everybody see and do everything, for a demo on one machine. Before the start. */
    public JourneyTracker withoutKeys() {
        open = true;
        keys = AccessKeys.open().withPeers(config.peers().keys());
        return this;
    }

    /**
     * Starts everything but the ticks.
     *
     * @param publish maps to be published first
     * @throws io.journeytracker.topic.TopicException without a broker, or where topics do not fit
     * @throws io.journeytracker.maps.MapRefusedException if a map cannot be published
     * @throws io.journeytracker.intake.source.InvalidSourcesException if the file of sources cannot be used
     * @throws io.journeytracker.subscription.InvalidSubscriptionsException if the files of subscriptions cannot be used
     * @throws io.journeytracker.http.PortInUseException if the HTTP port is taken
     */
    public JourneyTracker start(List<MapFile> publish) {
        return prepare(publish).startStreams();
    }

    /**
     * Starts everything but the streams and the ticks: topics, maps, HTTP. What is written before the streams start they need not
     * share the processor with. Throws as {@link #start} does.
     */
    public JourneyTracker prepare(List<MapFile> publish) {
        config.warnings().forEach(LOG::warn);
        IntakePlan plan = intakePlan.get();
        meters.registerMistakes();
        plan.sources()
                .ifPresent(configured ->
                        meters.nameSources(name -> configured.get().named(name).isPresent()));
        partitions = prepareTopics();
        StartingMaps starting = new StartingMaps(config.kafka(), topics.maps(), publish);
        starting.publish();
        if (keepsJourneys()) {
            maps = starting.follow(closing, gauges, meters, registry.registry());
            annotations =
                    RunningAnnotations.start(config.kafka(), topics.annotations(), maps, registry.registry(), closing);
        }
        if (keepsJourneys() || config.roles().contains(Role.DELIVERY)) {
            subscriptions = closing.add("subscriptions", new AlertSubscriptions(config, topics, registry.registry()));
            subscriptions.start();
            board = RunningBoard.start(
                    config,
                    topics,
                    serdes,
                    partitions.get(topics.alerts()),
                    subscriptions,
                    links,
                    meters.alerts(),
                    registry.registry(),
                    closing);
        }
        startHttp(plan);
        return this;
    }

    /** Starts the streams, where journeys are kept, and the sending, where that is done; after {@link #prepare}. */
    public JourneyTracker startStreams() {
        if (keepsJourneys()) {
            startStreams(
                    maps(),
                    subscriptions,
                    config.identity().linked(),
                    config.state().stories());
        }
        if (config.roles().contains(Role.DELIVERY)) {
            OutboundHttp outbound = closing.add(
                    "outbound HTTP", new OutboundHttp(config.alerts().internal()));
            sender = closing.add(
                    "delivery",
                    new Sender(
                            config.applicationId(),
                            config.kafka().forConsumer(),
                            topics,
                            subscriptions,
                            new TargetResources(
                                    new Secrets(config.alerts().secrets()),
                                    outbound,
                                    config.kafka().forProducer(),
                                    Clock.systemUTC()),
                            links,
                            meters::deadLetter));
            sender.start();
        }
        return this;
    }

    /**
     * Starts the streams on one map alone, without HTTP, publishing nothing and following nothing.
     *
     * @param linked whether identifiers of one customer are joined; a log knows its customers by one alone
     * @param stories whether customers' stories are kept, which nobody can ask for without HTTP
     */
    public JourneyTracker replay(JourneyDefinition map, boolean linked, boolean stories) {
        JourneyCatalog catalog = JourneyCatalog.of(List.of(map));
        partitions = prepareTopics();
        startStreams(() -> catalog, () -> Subscriptions.NONE, linked, stories);
        return this;
    }

    private boolean keepsJourneys() {
        return config.roles().contains(Role.STREAMS);
    }

    private void startHttp(IntakePlan intakePlan) {
        List<RouteModule> modules = new ArrayList<>(intakePlan.pages());
        modules.add(new AdministrationRoutes(() -> registry.scrape(this::refreshGauges), this::live, this::ready));
        modules.add(new AccessGate(keys, tokens(), Clock.systemUTC()));
        Optional<RunningQuestions> questions = Optional.ofNullable(maps).map(this::questions);
        questions.ifPresent(open -> {
            open.addTo(modules);
            modules.addAll(RunningAuthoring.routes(config, topics, serdes, identities, maps, closing));
        });
        if (questions.isPresent() || board != null) {
            modules.add(new Pages());
            modules.add(new DescriptionRoutes());
        }
        Optional.ofNullable(board).ifPresent(modules::add);
        ServerPlan plan =
                ServerPlan.internal(config.http().host(), config.http().port(), modules);
        intake = intakePlan
                .sources()
                .map(sources ->
                        new RunningIntake(config, intakePlan, sources, topics, serdes, meters, registry, closing));
        http = closing.add(
                "HTTP",
                new HttpServer(intake.map(taking -> taking.besides(plan)).orElse(plan)));
        reachedAt = questions.map(open -> open.listening(http.port(), closing));
        Optional.ofNullable(board).ifPresent(open -> closing.add("alert events", open.events()));
        intake.ifPresent(taking -> taking.listen(http));
    }

    private Tokens tokens() {
        return config.access()
                .oidc()
                .filter(any -> !open)
                .<Tokens>map(settings -> closing.add("tokens", new OidcTokens(settings, registry.registry())))
                .orElse(Tokens.NONE);
    }

    /** Where journeys are kept. */
    private RunningQuestions questions(TopicFollower<PublishedMaps> published) {
        return new RunningQuestions(
                config,
                () -> published.get().catalog(),
                parts,
                topics,
                partitions,
                this::kafkaStreams,
                annotations,
                identities,
                closing);
    }

    private void refreshGauges() {
        Optional.ofNullable(annotations)
                .ifPresent(known -> known.publish(maps.get().catalog(), gauges));
        gauges.refresh();
    }

    private Map<String, Integer> prepareTopics() {
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            Map<String, Integer> partitions = admin.prepare(TopicPlan.of(topics, config.topics()));
            Map.of(
                            topics.touchpointsByCustomer(), RootTopology.STORES,
                            topics.deliveries(), List.of(DeliveryTopology.STORE),
                            topics.stories(), List.of(StoryTopology.STORE))
                    .forEach((topic, stores) ->
                            admin.verifyChangelogs(config.applicationId(), stores, topic, partitions.get(topic)));
            return partitions;
        }
    }

    /** @return null before the start */
    private KafkaStreams kafkaStreams() {
        return streams == null ? null : streams.streams();
    }

    private void startStreams(
            Supplier<JourneyCatalog> catalog, Supplier<Subscriptions> subscribed, boolean linked, boolean stories) {
        int byCustomer = partitions.get(topics.touchpointsByCustomer());
        ticked.set(partitions.get(topics.touchpoints()));
        RootTopology topology = new RootTopology(
                topics,
                serdes,
                catalog,
                meters,
                gauges,
                parts,
                new Alerts(config.linkPattern().orElse("")),
                Stores::persistentKeyValueStore,
                subscribed,
                config.state().customersInHeap(byCustomer),
                config.ticks().ahead(),
                new IdentityTopology.Identities(
                        linked ? identities : IdentityRules.NONE,
                        linked,
                        config.state().identifiersInHeap(byCustomer)),
                new IdentityTopology.Partitions(ticked.get(), byCustomer, ticked::get),
                stories);
        gauges.publish("topics", List.of(MapGauges.Value.of("journey.partitions", byCustomer)));
        streams = closing.add(
                "streams",
                new RunningStreams(
                        config, reachedAt, topology.build(), registry.registry(), meters::deadLetter, failure));
        streams.start();
    }

    /** Lets time pass, where journeys are kept. */
    public void startTicks() {
        if (!keepsJourneys()) {
            return;
        }
        ticker = closing.add(
                "ticks",
                new Ticker(
                        config.ticks(),
                        config.kafka().forProducer(),
                        topics.touchpoints(),
                        Clock.systemUTC(),
                        now -> ticked.accumulateAndGet(now, Math::max)));
        ticker.start();
    }

    /** Completes exceptionally when the instance cannot go on. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    public Health live() {
        List<String> reasons = new ArrayList<>();
        if (failure.isCompletedExceptionally()) {
            reasons.add("the streams failed and do not start again");
        }
        Optional.ofNullable(maps).flatMap(TopicFollower::failure).ifPresent(reasons::add);
        Optional.ofNullable(annotations).flatMap(MapAnnotations::failure).ifPresent(reasons::add);
        Optional.ofNullable(subscriptions).flatMap(AlertSubscriptions::failure).ifPresent(reasons::add);
        Optional.ofNullable(board).flatMap(Board::failure).ifPresent(reasons::add);
        Optional.ofNullable(sender).flatMap(Sender::failure).ifPresent(reasons::add);
        return Health.of(reasons);
    }

    public Health ready() {
        List<String> reasons = new ArrayList<>(live().reasons());
        if (keepsJourneys()) {
            reasons.addAll(
                    streams == null ? List.of("the streams are not started, expected RUNNING") : streams.unready());
        }
        intake.flatMap(RunningIntake::away).ifPresent(why -> reasons.add("the intake cannot write: " + why));
        Optional.ofNullable(sender)
                .flatMap(Sender::trouble)
                .ifPresent(why -> reasons.add("the answers of targets cannot be written: " + why));
        return Health.of(reasons);
    }

    /** Where metrics and health are served; once started. */
    public String address() {
        return http.address();
    }

    /** Where touchpoints are taken; once started. Empty: no source is configured. */
    public Optional<String> intakeAddress() {
        return intake.map(RunningIntake::address);
    }

    public AvroSerdes serdes() {
        return serdes;
    }

    public Topics topics() {
        return topics;
    }

    /** All meters, gauges as of now. */
    public MeterRegistry meters() {
        return registry.registry(this::refreshGauges);
    }

    /** The maps that are published, where journeys are kept; once prepared. */
    public Supplier<JourneyCatalog> maps() {
        return () -> maps.get().catalog();
    }

    @Override
    public void close() {
        closing.close();
    }
}
