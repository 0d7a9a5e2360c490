package io.journeytracker.app.command;

import io.journeytracker.broker.LocalBroker;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.definition.JourneyTemplates;
import io.journeytracker.demo.AlertWatch;
import io.journeytracker.demo.DeskWatch;
import io.journeytracker.demo.Desks;
import io.journeytracker.demo.GuestBook;
import io.journeytracker.demo.Shop;
import io.journeytracker.demo.StatusLine;
import io.journeytracker.demo.TryPage;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.PortInUseException;
import io.journeytracker.http.RouteModule;
import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.IdentityPlan;
import io.journeytracker.runtime.IntakePlan;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.runtime.ScratchDirectory;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.tail.Handled;
import io.journeytracker.topic.TopicAdmin;
import io.journeytracker.topic.TopicPlan;
import io.journeytracker.web.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process: a broker, a simulated shop, its journeys and alerts. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "A simulated shop on a broker of its own: watch customers move, stall and leave.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it ran as long as it was to, or until it was told to end",
            "1:it could not be started",
            "2:the command line, the map or the subscriptions are wrong, or the port is taken"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final String TEMPLATE = "online-shop";
    private static final Duration STATUS_EVERY = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final StopSignal stop;
    private final Supplier<Instant> began;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description = "Where metrics, health and the intake are served; 0: any free port. Default: 8080.")
    private int port;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "End after this time, such as 60s. Default: on Ctrl-C.")
    private Duration howLong;

    @Option(
            names = "--journey",
            paramLabel = "MAP.yaml",
            description = "The journey map. Default: the bundled map of a web shop.")
    private Path journey;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "A schema registry. Default: one inside this process.")
    private String registry;

    @Option(
            names = "--subscriptions",
            paramLabel = "FILE",
            description = "Who else is told of alerts, as docs/alerts.md says, also at receivers on this machine."
                    + " Read again when it changes. Default: the demo's own two teams alone.")
    private Path subscriptions;

    @Option(
            names = "--secrets",
            paramLabel = "DIRECTORY",
            description = "The secrets that targets name, one in each file. Default: none.")
    private Path secrets;

    /** @param began when the process started, which is what whoever waits for the demo counts from */
    public DemoCommand(StopSignal stop, Supplier<Instant> began) {
        this.stop = stop;
        this.began = began;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65535) {
            throw new CommandException("--port " + port + ": is no port; expected a number from 0 to 65535", 2);
        }
        if (subscriptions != null && subscriptions.toString().contains(",")) {
            throw new CommandException(
                    "--subscriptions " + subscriptions + ": expected one file, without a comma in its path", 2);
        }
        MapFile map = map();
        LocalBroker.Provider brokers = LocalBroker.provider()
                .orElseThrow(() -> new CommandException(
                        "This installation has no broker of its own (it is the production image); expected the"
                                + " development build: run ./journey demo from a checkout",
                        1));
        requirePort();
        say("Starting a Kafka broker, " + map.map().title() + " and its visitors …");
        try (ScratchDirectory state = ScratchDirectory.make("journey-demo");
                LocalBroker broker = brokers.start()) {
            run(map, config(broker, desks(state.path())).withStateIn(state.path()));
        }
        say("The demo has ended.");
        return 0;
    }

    private MapFile map() {
        return journey == null
                ? MapFile.of(TEMPLATE, JourneyTemplates.yaml(TEMPLATE).orElseThrow(), LocalDate.now())
                : MapFile.read(journey, LocalDate.now());
    }

    private static Path desks(Path directory) {
        try {
            return Files.writeString(directory.resolve("alerts.yaml"), Desks.SUBSCRIPTIONS);
        } catch (IOException e) {
            throw new CommandException("The demo cannot write to " + directory + ": " + e.getMessage(), 1);
        }
    }

    private JourneyConfig config(LocalBroker broker, Path desks) {
        return ConfigOptions.onOwnBroker(
                DemoSettings.of(
                        broker.bootstrapServers(),
                        port,
                        registry,
                        desks,
                        Optional.ofNullable(subscriptions),
                        Optional.ofNullable(secrets)),
                System.getenv());
    }

    private static void makeTopics(JourneyConfig config) {
        try (TopicAdmin admin = new TopicAdmin(config.kafka().forAdmin())) {
            admin.prepare(Desks.ALL.stream()
                    .map(desk -> new TopicPlan(desk.topic(), 1, (short) -1, "delete", Map.of(), Set.of()))
                    .toList());
        }
    }

    private void run(MapFile map, JourneyConfig config) throws InterruptedException {
        try (JourneyTracker tracker = new JourneyTracker(
                config,
                IntakePlan.onOnePort(
                        DemoSettings.sources(),
                        TryPage.find().<List<RouteModule>>map(List::of).orElse(List.of())))) {
            makeTopics(config);
            tracker.withoutKeys().prepare(List.of(map));
            var topics = tracker.topics();
            try (Shop shop = new Shop(
                            config.kafka().forProducer(),
                            topics.touchpoints(),
                            tracker.serdes().values(Touchpoint.class).serializer(),
                            Clock.systemUTC());
                    AlertWatch alerts = new AlertWatch(
                            config.kafka().forConsumer(),
                            topics.alerts(),
                            tracker.serdes().values(JourneyAlert.class).deserializer(),
                            colour(),
                            this::say);
                    DeskWatch shopDesk = new DeskWatch(config.kafka().forConsumer(), Desks.ALL.get(0), this::say);
                    DeskWatch crmDesk = new DeskWatch(config.kafka().forConsumer(), Desks.ALL.get(1), this::say);
                    GuestBook guests = new GuestBook(
                            config.kafka().forConsumer(),
                            new Handled(config.kafka().forAdmin(), config.applicationId()),
                            topics,
                            tracker.serdes(),
                            IdentityPlan.rules(config.identity()),
                            tracker.maps(),
                            DemoSettings.SOURCE,
                            this::say)) {
                int past = shop.backFill();
                tracker.startStreams();
                // Time begins only now: in every partition it comes after the past.
                tracker.startTicks();
                shop.open();
                alerts.start();
                shopDesk.start();
                crmDesk.start();
                awaitReady(tracker);
                guests.open();
                welcome(map, config, tracker, past);
                watch(tracker, shop, alerts, new StatusLine(map.map()));
            }
        }
    }

    private void requirePort() {
        try {
            HttpServer.requireFree(DemoSettings.HOST, port);
        } catch (PortInUseException taken) {
            throw new CommandException("--port " + taken.port() + ": is taken; expected a free port, or 0 for any", 2);
        }
    }

    private void awaitReady(JourneyTracker tracker) throws InterruptedException {
        while (!tracker.ready().ok() && !tracker.failure().isDone() && !stop.await(LOOK)) {
            continue;
        }
    }

    private void welcome(MapFile map, JourneyConfig config, JourneyTracker tracker, int past) {
        say(String.join(
                System.lineSeparator(),
                "",
                "Ready after " + Duration.between(began.get(), Instant.now()).toMillis() / 1000.0 + " s: journey "
                        + map.map().id() + ", " + past + " touchpoints of the last 14 days, and live ones from now on.",
                "  the map  " + tracker.address() + Pages.PATH + " in a browser: it moves as customers do",
                "  alerts   " + tracker.address() + Pages.ALERTS + " in a browser: who takes care, who wants none",
                "  try it   " + tracker.address() + TryPage.PATH
                        + " in a browser: be a customer and watch yourself here",
                "  metrics  " + tracker.address() + "/metrics",
                "  health   " + tracker.address() + "/health/ready",
                "  intake   " + tracker.intakeAddress().orElseThrow() + ", write key " + DemoSettings.WRITE_KEY,
                "  Kafka    " + config.kafka().bootstrapServers(),
                "Alerts appear as they happen, and below them what two teams are told; a payment outage comes every"
                        + " five minutes. Ctrl-C ends the demo.",
                ""));
    }

    private void watch(JourneyTracker tracker, Shop shop, AlertWatch alerts, StatusLine status)
            throws InterruptedException {
        long end = howLong == null ? Long.MAX_VALUE : System.nanoTime() + howLong.toNanos();
        long count = shop.count();
        while (System.nanoTime() < end && !stop.requested()) {
            long since = System.nanoTime();
            Duration rest = howLong == null ? STATUS_EVERY : Duration.ofNanos(Math.max(0, end - since));
            boolean stopped = stop.await(rest.compareTo(STATUS_EVERY) < 0 ? rest : STATUS_EVERY);
            if (tracker.failure().isDone()) {
                throw new CommandException("The streams failed and cannot go on; the log says more", 1);
            }
            if (!stopped) {
                double perSecond = (shop.count() - count) * 1e9 / (System.nanoTime() - since);
                count = shop.count();
                say(status.of(tracker.meters(), perSecond, alerts.raised(), alerts.replayed()));
            }
        }
    }

    private static boolean colour() {
        return System.getenv("NO_COLOR") == null && System.console() != null;
    }

    private synchronized void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
