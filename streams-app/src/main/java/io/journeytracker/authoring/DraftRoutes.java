package io.journeytracker.authoring;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.authoring.trial.DraftTrial;
import io.journeytracker.authoring.trial.Past;
import io.journeytracker.authoring.trial.ProposalTrial;
import io.journeytracker.authoring.trial.Trial;
import io.journeytracker.authoring.trial.Trials;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.MapReading;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import io.journeytracker.maps.PublishedMaps;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /api/maps/draft} and {@code /api/maps/proposal}: a map tried on what customers did, and stages proposed from it. One at a
 * time on an instance, which reads all partitions itself.
 */
public final class DraftRoutes implements RouteModule, AutoCloseable {

    private static final int USUAL_DAYS = 7;
    private static final int MOST_DAYS = 90;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final Supplier<PublishedMaps> maps;
    private final Past past;
    private final Clock clock;
    private final Trials trials = new Trials();

    /** @param clock up to when everything is told that falls due */
    public DraftRoutes(Supplier<PublishedMaps> maps, Past past, Clock clock) {
        this.maps = maps;
        this.past = past;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/maps/draft", this::draft);
        routes.post("/api/maps/proposal", this::proposal);
        routes.get("/api/maps/draft", this::state);
        routes.delete("/api/maps/draft", this::end);
    }

    private void state(Context context) {
        String id = context.queryParam("id");
        Answers.send(context, id == null ? trials.state() : trials.state(id(id)).orElseThrow(DraftRoutes::notHere));
    }

    private void end(Context context) {
        String id = context.queryParam("id");
        if (id == null) {
            trials.cancel();
        } else if (!trials.cancel(id(id))) {
            throw notHere();
        }
        context.status(NO_CONTENT);
    }

    /** A trial and its result live where it was begun. */
    private static RefusedRequestException notHere() {
        return new RefusedRequestException(
                ErrorCode.NOT_FOUND,
                "id",
                "this instance knows no such trial: another one was begun here since, or it was begun on another instance;"
                        + " behind a load balancer, expected that all requests of one trial reach the same one");
    }

    private void draft(Context context) {
        int days = days(context);
        MapReading reading = MapRoutes.read(MapBody.yaml(context), clock);
        if (reading.definition().isEmpty()) {
            context.status(ErrorCode.INVALID.status());
            Answers.send(context, Findings.refusal(reading));
            return;
        }
        JourneyDefinition map = reading.orThrow();
        Optional<JourneyDefinition> live = maps.get().catalog().active(map.id()).map(CompiledJourney::definition);
        long now = clock.millis();
        begin(context, new DraftTrial(past, map, live, days, from(now, days), now));
    }

    private void proposal(Context context) {
        int days = days(context);
        long now = clock.millis();
        begin(context, new ProposalTrial(past, days, from(now, days), now));
    }

    private void begin(Context context, Trial trial) {
        if (!trials.begin(trial)) {
            throw new RefusedRequestException(
                    ErrorCode.CONFLICT,
                    "request",
                    "another trial runs on this instance; wait for it, or end it with DELETE /api/maps/draft");
        }
        context.status(ACCEPTED);
        Answers.send(context, trials.state());
    }

    private static long from(long now, int days) {
        return now - Duration.ofDays(days).toMillis();
    }

    private static long id(String text) {
        if (text.matches("[0-9]{1,18}")) {
            return Long.parseLong(text);
        }
        throw new RefusedRequestException(ErrorCode.INVALID, "id", "expected the id of a trial, a number");
    }

    private static int days(Context context) {
        String text = context.queryParam("days");
        if (text == null) {
            return USUAL_DAYS;
        }
        if (text.matches("[1-9][0-9]?") && Integer.parseInt(text) <= MOST_DAYS) {
            return Integer.parseInt(text);
        }
        throw new RefusedRequestException(ErrorCode.INVALID, "days", "expected a whole number from 1 to " + MOST_DAYS);
    }

    @Override
    public void close() {
        trials.close();
    }
}
