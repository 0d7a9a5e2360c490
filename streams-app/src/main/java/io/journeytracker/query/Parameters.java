package io.journeytracker.query;

import io.javalin.http.Context;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.Persona;
import io.journeytracker.engine.Sides.Side;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.journey.CellKey;
import io.journeytracker.query.CustomerList.Order;
import io.journeytracker.query.CustomerList.Which;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a request asks for. Whatever is wrong is refused, with the parameter's name and what was expected. */
record Parameters(String journeyId, Map<String, List<String>> query, JourneyCatalog catalog) {

    private static final List<String> OF_MAP = List.of("version", "persona", "from", "to");
    private static final List<String> OF_CUSTOMERS =
            List.of("stage", "status", "better", "sort", "after", "offset", "limit");
    private static final List<String> OF_VISITS = List.of(
            "stage", "count", "next", "touchpoint", "channel", "with", "event", "after", "offset", "limit");
    private static final int MOST_ON_A_PAGE = 200;
    private static final int USUAL_PAGE = 50;

    static Parameters of(Context context, JourneyCatalog catalog) {
        return new Parameters(context.pathParamMap().get("journey"), context.queryParamMap(), catalog);
    }

    MapRequest map() {
        return map(OF_MAP);
    }

    private MapRequest map(List<String> known) {
        query.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw invalid(name, "there is no such parameter; expected " + String.join(", ", known));
            }
            if (values.size() > 1) {
                throw invalid(name, "is given " + values.size() + " times; expected one");
            }
        });
        CompiledJourney journey = journey();
        return new MapRequest(journey, persona(journey), window());
    }

    CustomerList.Request customers() {
        MapRequest map =
                map(Stream.concat(OF_MAP.stream(), OF_CUSTOMERS.stream()).toList());
        stage("stage", map);
        Page page = page();
        return new CustomerList.Request(
                map,
                text("stage"),
                choice("status", Which.class, Which.PRESENT),
                text("better").map(any -> choice("better", Side.class, Side.ONLINE)),
                choice("sort", Order.class, Order.DWELL),
                page.after(),
                page.offset(),
                page.limit(),
                single());
    }

    VisitList.Request visits() {
        MapRequest map = map(Stream.concat(OF_MAP.stream(), OF_VISITS.stream()).toList());
        Page page = page();
        return new VisitList.Request(
                map, Behind.of(this, map), page.after(), page.offset(), page.limit(), single());
    }

    /** The index of the stage that is named, -1 before the first; empty: none is. */
    OptionalInt stage(String name, MapRequest map) {
        Optional<String> stage = text(name);
        if (stage.isEmpty()) {
            return OptionalInt.empty();
        }
        if (stage.get().equals(map.journey().stageName(-1))) {
            return OptionalInt.of(-1);
        }
        int index = map.journey().stageIndex(stage.get());
        if (index < 0) {
            throw invalid(name, "the map has no such stage; expected one of its stages' ids, or none");
        }
        return OptionalInt.of(index);
    }

    /** Which of a list. */
    private record Page(Optional<Spot> after, int offset, int limit) {}

    private Page page() {
        int limit = whole("limit", USUAL_PAGE, 1, MOST_ON_A_PAGE);
        Optional<Spot> after = text("after").map(text -> Spot.read(text)
                .orElseThrow(() -> invalid("after", "is no such place; expected what an answer gives as next")));
        if (after.isPresent() && text("offset").isPresent()) {
            throw invalid("offset", "is given beside after; expected one of them");
        }
        return new Page(after, offset(CustomerList.MOST - limit), limit);
    }

    private int offset(int most) {
        int offset = whole("offset", 0, 0, Integer.MAX_VALUE);
        if (offset > most) {
            throw invalid(
                    "offset", "is more than " + most + "; expected to go on from a page's end, by its next as after");
        }
        return offset;
    }

    /** Each once, for another instance to read them the same way. */
    private Map<String, String> single() {
        Map<String, String> single = new TreeMap<>();
        query.forEach((name, values) -> single.put(name, values.get(0)));
        return single;
    }

    String id() {
        return text("id").orElseThrow(() -> invalid("id", "is missing; expected one of a customer's identifiers"));
    }

    private CompiledJourney journey() {
        CompiledJourney active = catalog.active(journeyId)
                .orElseThrow(() -> new RefusedRequestException(
                        ErrorCode.NOT_FOUND, "journey", "no journey of this id is published"));
        return text("version")
                .map(text -> {
                    int version = whole("version", 1, 1, Integer.MAX_VALUE);
                    return catalog.find(journeyId, version)
                            .orElseThrow(() -> new RefusedRequestException(
                                    ErrorCode.NOT_FOUND, "version", "this version of the journey is not published"));
                })
                .orElse(active);
    }

    boolean namesVersion() {
        return text("version").isPresent();
    }

    private OptionalInt persona(CompiledJourney journey) {
        Optional<String> asked = text("persona");
        if (asked.isEmpty()) {
            return OptionalInt.empty();
        }
        int index = persona(journey, asked.get());
        if (index < 0 && !asked.get().equals(journey.personaName(-1))) {
            throw invalid("persona", "the map has no such persona; expected one of its personas' ids, or other");
        }
        return OptionalInt.of(index);
    }

    /** Its index, -1 where the map has none of this id. */
    static int persona(CompiledJourney journey, String id) {
        return journey.definition().personas().stream()
                .map(Persona::id)
                .toList()
                .indexOf(id);
    }

    /** Whole hours, since that is how visits are counted. */
    private Window window() {
        long from = time("from").map(time -> hours(time, false)).orElse(Long.MIN_VALUE);
        long to = time("to").map(time -> hours(time, true)).orElse(Long.MAX_VALUE);
        if (from >= to) {
            throw invalid("to", "is not later than from");
        }
        return new Window(from, to);
    }

    private static long hours(long time, boolean up) {
        long floor = Math.floorDiv(time, CellKey.HOUR_MILLIS) * CellKey.HOUR_MILLIS;
        return up && floor < time ? floor + CellKey.HOUR_MILLIS : floor;
    }

    private Optional<Long> time(String name) {
        return text(name).map(text -> Times.read(text)
                .orElseThrow(() -> invalid(
                        name, "is no moment; expected one such as 2026-03-02T09:00:00Z, or a day such as 2026-03-02")));
    }

    private int whole(String name, int usual, int least, int most) {
        return text(name)
                .map(text -> {
                    try {
                        int number = Integer.parseInt(text);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException notANumber) {
                        // Told below.
                    }
                    throw invalid(name, "expected a number from " + least + " to " + most);
                })
                .orElse(usual);
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E usual) {
        return text(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(each -> word(each).equals(text))
                        .findFirst()
                        .orElseThrow(() -> invalid(
                                name,
                                "expected one of "
                                        + Arrays.stream(type.getEnumConstants())
                                                .map(Parameters::word)
                                                .collect(Collectors.joining(", ")))))
                .orElse(usual);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    Optional<String> text(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst().filter(text -> !text.isEmpty());
    }

    static RefusedRequestException invalid(String name, String message) {
        return new RefusedRequestException(ErrorCode.INVALID, name, message);
    }
}
