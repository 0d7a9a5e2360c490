package io.journeytracker.runtime;

import io.journeytracker.config.IntakeSettings;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.TlsSettings;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.http.Tls;
import io.journeytracker.intake.http.IntakeServer;
import io.journeytracker.intake.source.Sources;
import io.journeytracker.metric.AppRegistry;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.Topics;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** The intake of one instance: the server, where it listens, and the files that are taken in again when they change. */
final class RunningIntake {

    private final IntakeSettings settings;
    private final IntakePlan plan;
    private final AppRegistry registry;
    private final Closing closing;
    private final IntakeServer server;
    private HttpServer http;

    RunningIntake(
            JourneyConfig config,
            IntakePlan plan,
            Supplier<Sources> sources,
            Topics topics,
            AvroSerdes serdes,
            JourneyMeters meters,
            AppRegistry registry,
            Closing closing) {
        this.settings = config.intake();
        this.plan = plan;
        this.registry = registry;
        this.closing = closing;
        this.server = closing.add(
                "the intake",
                new IntakeServer(
                        sources,
                        topics,
                        config.kafka().forProducer(),
                        serdes.values(Touchpoint.class).serializer(),
                        settings.trustedProxies(),
                        settings.forwardedHeader(),
                        registry.registry(),
                        meters::deadLetter,
                        Clock.systemUTC()));
    }

    /** Administration's server, which takes touchpoints too where the intake has no port of its own. */
    ServerPlan besides(ServerPlan administration) {
        return plan.ownPort() ? administration : administration.withFront(server.front());
    }

    /** @param administration listens for the intake too where that has no port of its own */
    void listen(HttpServer administration) {
        IntakeFiles files = closing.add("the intake's files", new IntakeFiles(registry.registry()));
        plan.file().ifPresent(file -> files.follow(IntakeFiles.SOURCES, file.file(), file::readAgain));
        http = plan.ownPort() ? listenAlone(files) : administration;
    }

    private HttpServer listenAlone(IntakeFiles files) {
        Optional<TlsSettings> settingsOfTls = settings.tls();
        Optional<WatchedFile> keystore = settingsOfTls.map(tls -> new WatchedFile(tls.keystore()));
        ServerPlan alone = plan.server(settings, server);
        alone.tls()
                .ifPresent(tls -> files.follow(
                        IntakeFiles.CERTIFICATE,
                        keystore.orElseThrow(),
                        () -> Tls.renew(
                                tls,
                                settingsOfTls.orElseThrow().keystore(),
                                settingsOfTls.orElseThrow().password())));
        return closing.add("the intake's HTTP", new HttpServer(alone));
    }

    String address() {
        return http.address();
    }

    /** Why it cannot write; empty: it can, as far as it knows. */
    Optional<String> away() {
        return server.away();
    }
}
