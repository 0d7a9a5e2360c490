package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.EventRule;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.TouchpointRule;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.EndedVisit;
import io.journeytracker.engine.NaiveStory;
import io.journeytracker.engine.PendingVisit;
import io.journeytracker.engine.Sides;
import io.journeytracker.engine.Sides.Side;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.journey.CellKey.Span;
import io.journeytracker.schema.BreakdownCount;
import io.journeytracker.schema.MapCell;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * The journey map counted a second time, from stories that are known whole: one line of text and a number for every count of
 * every cell that is not zero. Visits that were told and taken back count as never begun.
 */
final class NaiveCounts {

    private final Map<String, Long> counts = new TreeMap<>();
    private final CompiledJourney journey;
    private final LongPredicate byDay;

    /** @param byDay whether a visit that began at this time is counted by day, else by hour */
    NaiveCounts(CompiledJourney journey, LongPredicate byDay) {
        this.journey = journey;
        this.byDay = byDay;
    }

    void add(NaiveStory story) {
        story.told().forEach(this::told);
        story.touched().forEach(this::touched);
        story.conversions().forEach(this::converted);
        story.ended().forEach(this::ended);
        story.seen().forEach(seen -> counts.merge(week(seen.firstWeek(), seen.after()), 1L, Long::sum));
    }

    Map<String, Long> counts() {
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private void told(Transition t) {
        Visit visit = new Visit(t.stage(), t.persona(), t.visitSince());
        switch (t.kind()) {
            case ENTERED, RETURNED, REOPENED, REENTERED -> began(visit, t.breakdowns());
            case ADVANCED, BACK -> {
                began(visit, t.breakdowns());
                Visit left = new Visit(t.from(), t.fromPersona(), t.fromVisitSince());
                boolean forward = t.stage() > t.from();
                count(left, forward ? "advanced" : "back", 1);
                count(left, "to " + journey.definition().stages().get(t.stage()).id(), 1);
                dwelt(left, t.at());
                if (forward) {
                    breakdowns(left, t.fromBreakdowns(), "advanced");
                }
            }
            case COMPLETED -> count(visit, "completed", 1);
            case EXITED -> ended(visit, "exited", t);
            case CHURNED -> ended(visit, "churned", t);
            case EXPIRED -> ended(visit, "expired", t);
            case STALLED -> count(visit, "stalls", 1);
            case RECOVERED -> count(visit, "recoveries", 1);
            case SUPERSEDED -> {}
            case UNKNOWN -> throw new IllegalStateException("nobody says unknown");
        }
    }

    private void began(Visit visit, List<String> breakdowns) {
        count(visit, "entered", 1);
        breakdowns(visit, breakdowns, "entered");
    }

    private void ended(Visit visit, String outcome, Transition t) {
        if (t.endsVisit()) {
            count(visit, outcome, 1);
            dwelt(visit, t.at());
            count(visit, "dissatisfied", t.dissatisfied() ? 1 : 0);
        }
    }

    private void dwelt(Visit visit, long until) {
        long millis = until - visit.since();
        int bucket = 0;
        while (millis > DwellBuckets.bound(bucket)) {
            bucket++;
        }
        count(visit, "dwell " + bucket, 1);
        count(visit, "dwellSum", millis);
    }

    private void breakdowns(Visit visit, List<String> values, String what) {
        List<String> names = List.copyOf(journey.definition().breakdowns().keySet());
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                count(visit, names.get(i) + '|' + values.get(i) + ' ' + what, 1);
            }
        }
    }

    private void touched(Touch touch) {
        Match match = touch.match();
        Visit visit = new Visit(touch.stage(), touch.persona(), touch.visitSince());
        String rule = match.touchpoint() < 0
                ? "other"
                : journey.definition().touchpoints().get(match.touchpoint()).id();
        String channel = match.channel() < 0 ? "other" : journey.channels().get(match.channel());
        count(visit, "touchpoints " + rule + '|' + channel, 1);
        if (match.emotion() != Match.NO_EMOTION) {
            count(visit, "emotionSum", match.emotion());
            count(visit, "emotionCount", 1);
            count(visit, "felt " + rule + '|' + channel, match.emotion());
            count(visit, "felt count " + rule + '|' + channel, 1);
        }
    }

    private void converted(Conversion conversion) {
        PendingVisit pending = conversion.visit();
        Visit visit = new Visit(pending.stage(), pending.persona(), pending.since());
        switch (conversion.outcome()) {
            case PENDING -> count(visit, "pending", 1);
            case CONVERTED -> decided(visit, "converted");
            case MISSED -> decided(visit, "missed");
        }
    }

    private void ended(EndedVisit ended) {
        Visit visit = new Visit(ended.stage(), ended.persona(), ended.since());
        List<String> keys = new ArrayList<>(List.of("all"));
        int channels = journey.channels().size();
        for (int i = 0; i < channels; i++) {
            if (ended.marks().channel(i)) {
                keys.add("channel|" + journey.channels().get(i));
            }
        }
        for (Side side : Side.values()) {
            if (new Sides(journey).better(side, ended.marks())) {
                keys.add("better|" + side.name().toLowerCase(Locale.ROOT));
            }
        }
        List<TouchpointRule> declared = journey.definition().touchpoints();
        for (int i = 0; i < declared.size(); i++) {
            if (ended.marks().touchpoint(i, channels)) {
                keys.add("touchpoint|" + declared.get(i).id());
                declared.get(i)
                        .rule()
                        .flatMap(EventRule::touchpointClass)
                        .ifPresent(of -> keys.add("class|" + of.name().toLowerCase(Locale.ROOT)));
            }
        }
        List<String> names = List.copyOf(journey.definition().breakdowns().keySet());
        for (int i = 0; i < ended.breakdowns().size(); i++) {
            if (!ended.breakdowns().get(i).isEmpty()) {
                keys.add("breakdown|" + names.get(i) + '|' + ended.breakdowns().get(i));
            }
        }
        for (String key : new TreeSet<>(keys)) {
            count(visit, "ended " + key, 1);
            count(visit, "onward " + key, ended.onward() ? 1 : 0);
            count(visit, "stalled " + key, ended.marks().stalled() ? 1 : 0);
        }
    }

    private void decided(Visit visit, String outcome) {
        count(visit, "pending", -1);
        count(visit, outcome, 1);
    }

    private record Visit(int stage, int persona, long since) {}

    private void count(Visit visit, String what, long amount) {
        String place = journey.stageName(visit.stage()) + '/' + journey.personaName(visit.persona()) + ' ' + what;
        ChronoUnit unit = byDay.test(visit.since()) ? ChronoUnit.DAYS : ChronoUnit.HOURS;
        Span span = unit == ChronoUnit.DAYS ? Span.DAY : Span.HOUR;
        counts.merge(bucket(Span.TOTAL, 0) + place, amount, Long::sum);
        counts.merge(bucket(span, visit.since()) + place, amount, Long::sum);
    }

    private static String week(int first, int after) {
        return "cohort " + LocalDate.of(1969, 12, 29).plusWeeks(first) + ' ' + after;
    }

    /** A stored cohort in the same words. */
    static Map<String, Long> of(CellKey key, MapCell cell) {
        Map<String, Long> counts = new TreeMap<>();
        int first = (int) ChronoUnit.WEEKS.between(
                LocalDate.of(1969, 12, 29),
                Instant.ofEpochMilli(key.bucket()).atZone(ZoneOffset.UTC).toLocalDate());
        for (int after = 0; after < cell.getWeeks().size(); after++) {
            if (cell.getWeeks().get(after) != 0) {
                counts.put(week(first, after), cell.getWeeks().get(after));
            }
        }
        return counts;
    }

    private static String bucket(Span span, long time) {
        return switch (span) {
            case TOTAL -> "total ";
            case DAY -> "day " + Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.DAYS) + ' ';
            case UNNAMED, COHORT -> throw new IllegalArgumentException("counts no visits");
            case HOUR -> "hour " + Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.HOURS) + ' ';
        };
    }

    /** A stored cell in the same words. */
    static Map<String, Long> of(CellKey key, MapCell cell, CompiledJourney journey) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("entered", cell.getEntered() - cell.getCorrected());
        counts.put("advanced", cell.getAdvanced());
        counts.put("back", cell.getBack());
        counts.put("completed", cell.getCompleted());
        counts.put("exited", cell.getExited());
        counts.put("churned", cell.getChurned());
        counts.put("expired", cell.getExpired());
        counts.put("converted", cell.getConverted());
        counts.put("missed", cell.getMissed());
        counts.put("pending", cell.getPending());
        counts.put("stalls", cell.getStalls());
        counts.put("recoveries", cell.getRecoveries());
        counts.put("dissatisfied", cell.getDissatisfied());
        counts.put("emotionSum", cell.getEmotionSum());
        counts.put("emotionCount", cell.getEmotionCount());
        counts.put("dwellSum", cell.getDwellSum());
        for (int i = 0; i < cell.getDwell().size(); i++) {
            counts.put("dwell " + i, cell.getDwell().get(i));
        }
        cell.getTouchpoints().forEach((touchpoint, n) -> counts.put("touchpoints " + touchpoint, n));
        cell.getTo().forEach((stage, n) -> counts.put("to " + stage, n));
        for (Map.Entry<String, BreakdownCount> breakdown : cell.getBreakdowns().entrySet()) {
            counts.put(breakdown.getKey() + " entered", breakdown.getValue().getEntered());
            counts.put(breakdown.getKey() + " advanced", breakdown.getValue().getAdvanced());
        }
        cell.getEnded().forEach((what, n) -> {
            counts.put("ended " + what, n.getVisits());
            counts.put("onward " + what, n.getOnward());
            counts.put("stalled " + what, n.getStalled());
        });
        cell.getFelt().forEach((touchpoint, n) -> {
            counts.put("felt " + touchpoint, n.getSum());
            counts.put("felt count " + touchpoint, n.getCount());
        });
        String place = bucket(key.span(), key.bucket())
                + journey.stageName(key.stage())
                + '/'
                + journey.personaName(key.persona())
                + ' ';
        Map<String, Long> placed = new TreeMap<>();
        counts.forEach((what, count) -> {
            if (count != 0) {
                placed.put(place + what, count);
            }
        });
        return placed;
    }
}
