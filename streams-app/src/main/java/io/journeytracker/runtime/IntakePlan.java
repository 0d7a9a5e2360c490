package io.journeytracker.runtime;

import io.journeytracker.config.IntakeSettings;
import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Role;
import io.journeytracker.http.RouteModule;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.http.Tls;
import io.journeytracker.intake.http.IntakeServer;
import io.journeytracker.intake.source.Sources;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How touchpoints are taken by HTTP.
 *
 * @param sources who may send now; empty: nobody, no intake
 * @param ownPort apart from metrics and health, as everywhere but in a demo
 * @param pages further paths beside metrics and health
 */
public record IntakePlan(Optional<Supplier<Sources>> sources, boolean ownPort, List<RouteModule> pages) {

    public IntakePlan {
        pages = List.copyOf(pages);
    }

    /** @throws io.journeytracker.intake.source.InvalidSourcesException if the file of sources cannot be used */
    static IntakePlan of(JourneyConfig config) {
        Optional<Supplier<Sources>> sources = config.intake()
                .sources()
                .filter(file -> config.roles().contains(Role.INTAKE))
                .map(SourcesFile::new);
        return new IntakePlan(sources, true, List.of());
    }

    /** Everything on one port, for a demo on one machine. */
    public static IntakePlan onOnePort(Sources sources, List<RouteModule> pages) {
        return new IntakePlan(Optional.of(() -> sources), false, pages);
    }

    /** The file of sources, where they come from one. */
    Optional<SourcesFile> file() {
        return sources.filter(SourcesFile.class::isInstance).map(SourcesFile.class::cast);
    }

    ServerPlan server(IntakeSettings settings, IntakeServer intake) {
        return new ServerPlan(
                settings.listen().host(),
                settings.listen().port(),
                List.of(),
                Optional.of(intake.front()),
                settings.tls().map(tls -> Tls.server(tls.keystore(), tls.password())),
                settings.connections(),
                settings.connectionsPerAddress(),
                address -> settings.trustedProxies().stream().anyMatch(proxy -> proxy.contains(address.getAddress())),
                IntakeServer.IDLE);
    }
}
