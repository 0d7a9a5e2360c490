package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.TouchpointRule;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.journey.Cells;
import io.journeytracker.schema.MapCell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The map's numbers for those who say something about it: the same ones that the map shows.
 *
 * @param states makes a reader for each question
 */
public record MapFigures(Supplier<JourneyCatalog> catalog, Supplier<StateReader> states) {

    /**
     * Of the visits to one stage that began in a span of time.
     *
     * @param ended of them, one way or the other
     * @param advanced of those, to a later stage
     * @param left of those, with the customer gone
     * @param stalls in them
     * @param felt mean felt emotion, -1 to 1; empty: none was felt
     */
    public record Span(long entered, long ended, long advanced, long left, long stalls, OptionalDouble felt) {}

    /**
     * By how much a share of visits differs from another one, with its 95 % interval.
     *
     * @param share -1 to 1
     */
    public record Difference(double share, double low, double high) {}

    /** One question, of which all numbers are of one moment. */
    public final class Question {

        private final MapRequest request;
        private final StateReader state = states.get();
        private final Map<OptionalInt, MergedMap> maps = new HashMap<>();

        private Question(MapRequest request) {
            this.request = request;
        }

        public String journey() {
            return request.journey().definition().id();
        }

        /** The map that is asked about. */
        public CompiledJourney map() {
            return request.journey();
        }

        /**
         * Visits to a stage that ended with the customer gone.
         *
         * @param persona only its visits; empty: those of the persona that is asked for, or of all. One that the map does not have
         *     has none
         * @return 0 too where the map has no such stage
         */
        public long lost(String stage, Optional<String> persona) {
            int index = request.journey().stageIndex(stage);
            Optional<OptionalInt> whose = persona.isEmpty()
                    ? Optional.of(request.persona())
                    : persona.flatMap(id -> index(request.journey(), id)).map(OptionalInt::of);
            return index < 0
                    ? 0
                    : whose.map(each -> new StageFigures(map(each).stage(index)).left())
                            .orElse(0L);
        }

        private MergedMap map(OptionalInt persona) {
            return maps.computeIfAbsent(
                    persona, any -> MergedMap.of(new MapRequest(request.journey(), any, request.window()), state));
        }

        /** How fresh all of it is, after everything else was asked. */
        public ObjectNode freshness() {
            map(request.persona());
            return Freshness.of(state).json();
        }
    }

    /**
     * A question about the map that a request asks for, by its journey, version, persona and window.
     *
     * @throws io.journeytracker.http.RefusedRequestException if there is none
     */
    public Question of(Context context) {
        return new Question(Parameters.of(context, catalog.get()).map());
    }

    /**
     * A stage's figures over all versions of the journey that have it: a new version may be the very thing that is looked at.
     *
     * @param persona only its visits; empty: all
     * @throws RefusedRequestException while not every partition can be read: a part would be taken for the whole
     */
    public Span span(String journey, String stage, Optional<String> persona, Window window) {
        StateReader state = states.get();
        MapCell sum = Cells.empty();
        for (CompiledJourney each : versions(journey)) {
            int index = each.stageIndex(stage);
            Optional<OptionalInt> whose = persona.isEmpty()
                    ? Optional.of(OptionalInt.empty())
                    : persona.flatMap(id -> index(each, id)).map(OptionalInt::of);
            if (index >= 0 && whose.isPresent()) {
                Cells.add(
                        sum,
                        MergedMap.of(new MapRequest(each, whose.get(), window), state)
                                .stage(index));
            }
        }
        if (!Freshness.of(state).complete()) {
            throw new RefusedRequestException(
                    ErrorCode.UNAVAILABLE, "request", "not all customers can be seen at the moment; try again");
        }
        StageFigures figures = new StageFigures(sum);
        return new Span(
                sum.getEntered(), figures.ended(), sum.getAdvanced(), figures.left(), sum.getStalls(), figures.felt());
    }

    /** By how much the share of ended visits with the customer gone differs; empty: fewer than 30 ended on a side. */
    public static Optional<Difference> leaving(Span before, Span after) {
        return Effect.of(after.left(), after.ended(), before.left(), before.ended())
                .map(effect -> new Difference(
                        MapAnswer.rounded(effect.difference()),
                        MapAnswer.rounded(effect.low()),
                        MapAnswer.rounded(effect.high())));
    }

    /** All published versions of a journey. */
    public List<CompiledJourney> versions(String journey) {
        return catalog.get().all().stream()
                .filter(each -> each.definition().id().equals(journey))
                .toList();
    }

    public Optional<JourneyDefinition> active(String journey) {
        return catalog.get().active(journey).map(CompiledJourney::definition);
    }

    /** Whether a version of the journey has a stage of this id. */
    public boolean hasStage(String journey, String stage) {
        return versions(journey).stream()
                .flatMap(each -> each.definition().stages().stream())
                .map(Stage::id)
                .anyMatch(stage::equals);
    }

    /** Whether a version of the journey has a touchpoint of this id. */
    public boolean hasTouchpoint(String journey, String touchpoint) {
        return versions(journey).stream()
                .flatMap(each -> each.definition().touchpoints().stream())
                .map(TouchpointRule::id)
                .anyMatch(touchpoint::equals);
    }

    /** Whether a version of the journey has a persona of this id. */
    public boolean hasPersona(String journey, String persona) {
        return versions(journey).stream().anyMatch(each -> index(each, persona).isPresent());
    }

    private static Optional<Integer> index(CompiledJourney journey, String persona) {
        int index = Parameters.persona(journey, persona);
        return index >= 0 || persona.equals(journey.personaName(-1)) ? Optional.of(index) : Optional.empty();
    }
}
