package io.journeytracker.annotation;

import io.journeytracker.annotation.PainPoint.Change;
import io.journeytracker.annotation.PainPoint.Content;
import io.journeytracker.annotation.PainPoint.Measured;
import io.journeytracker.annotation.PainPoint.Plan;
import io.journeytracker.annotation.PainPoint.State;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a pain point's life may be. It may go back, since what was fixed may hurt again. */
final class PainPointRules {

    /** Of the history; the first change stays, those after it give way. */
    static final int MOST_CHANGES = 100;

    private PainPointRules() {}

    /** What somebody says with a change. */
    record Said(String by, String note) {}

    static PainPoint opened(String id, String journey, Content content, Said said, Instant now) {
        check(content, Optional.empty(), now);
        return new PainPoint(
                id,
                journey,
                1,
                content,
                Optional.empty(),
                List.of(new Change(now, said.by(), content.state(), List.of(), said.note())));
    }

    /**
     * After a change.
     *
     * @param version that whoever changes it has seen
     */
    static PainPoint changed(PainPoint before, int version, Content content, Said said, Instant now) {
        expect(version, before.version());
        // Figures are those of a fix: another day of it makes them worthless.
        Optional<Measured> measured = before.measured()
                .filter(any -> content.fixed().equals(before.content().fixed()))
                .filter(any -> content.stage().equals(before.content().stage()))
                .filter(any -> content.persona().equals(before.content().persona()));
        check(content, measured, now);
        return new PainPoint(
                before.id(),
                before.journey(),
                version + 1,
                content,
                measured,
                with(
                        before.history(),
                        new Change(
                                now, said.by(), content.state(), different(before.content(), content), said.note())));
    }

    /** After its figures were looked at. */
    static PainPoint measured(PainPoint before, int version, Measured measured, Said said) {
        expect(version, before.version());
        Content b = before.content();
        if (b.state().hurts()) {
            throw new RefusedRequestException(
                    ErrorCode.INVALID, "id", "it hurts again, or still; expected one that is fixed");
        }
        Content content = new Content(
                b.stage(),
                b.title(),
                b.origin(),
                b.kind(),
                b.persona(),
                b.worth(),
                State.MEASURED,
                b.owner(),
                b.plan(),
                b.fixed());
        Change change = new Change(measured.at(), said.by(), State.MEASURED, List.of("measured"), said.note());
        return new PainPoint(
                before.id(),
                before.journey(),
                version + 1,
                content,
                Optional.of(measured),
                with(before.history(), change));
    }

    /** Two who change the same do not take each other's words away. */
    static void expect(int seen, int now) {
        if (seen != now) {
            throw new RefusedRequestException(
                    ErrorCode.CONFLICT,
                    "version",
                    "somebody changed it meanwhile: it is version " + now + " now, not " + seen
                            + "; look at it again, then change that");
        }
    }

    private static void check(Content content, Optional<Measured> measured, Instant now) {
        State state = content.state();
        if (state != State.OPEN && content.owner().isEmpty()) {
            throw invalid("owner", "is missing; expected who takes care, since it is more than open");
        }
        if (state == State.PLANNED && content.plan().isEmpty()) {
            throw invalid("plan", "is missing; expected by when it is to be fixed, since it is planned");
        }
        if (state == State.PLANNED) {
            content.plan().ifPresent(PainPointRules::checkResources);
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!state.hurts() && content.fixed().isEmpty()) {
            throw invalid("fixed", "is missing; expected the day of the fix");
        }
        if (content.fixed().filter(day -> day.isAfter(today)).isPresent()) {
            throw invalid("fixed", "is in the future; expected a day up to " + today);
        }
        if (state == State.MEASURED && measured.isEmpty()) {
            throw invalid("state", "nobody has measured this fix; expected another one, or have it measured");
        }
    }

    /** A plan without them is a wish: whoever needs nothing says so. */
    private static void checkResources(Plan plan) {
        if (plan.have().isEmpty()) {
            throw invalid("plan.have", "is missing; expected what there is for it, or nothing, since it is planned");
        }
        if (plan.need().isEmpty()) {
            throw invalid("plan.need", "is missing; expected what is missing, or nothing, since it is planned");
        }
    }

    private static List<String> different(Content a, Content b) {
        List<String> names = new ArrayList<>();
        add(names, "stage", a.stage(), b.stage());
        add(names, "title", a.title(), b.title());
        add(names, "persona", a.persona(), b.persona());
        add(names, "worth", a.worth(), b.worth());
        add(names, "state", a.state(), b.state());
        add(names, "owner", a.owner(), b.owner());
        add(names, "plan.date", a.plan().map(Plan::date), b.plan().map(Plan::date));
        add(names, "plan.what", a.plan().map(Plan::what), b.plan().map(Plan::what));
        add(names, "plan.have", a.plan().map(Plan::have), b.plan().map(Plan::have));
        add(names, "plan.need", a.plan().map(Plan::need), b.plan().map(Plan::need));
        add(names, "fixed", a.fixed(), b.fixed());
        return List.copyOf(names);
    }

    private static void add(List<String> names, String name, Object before, Object after) {
        if (!before.equals(after)) {
            names.add(name);
        }
    }

    private static List<Change> with(List<Change> history, Change change) {
        List<Change> more = new ArrayList<>(history);
        more.add(change);
        if (more.size() > MOST_CHANGES) {
            more.remove(1);
        }
        return List.copyOf(more);
    }

    private static RefusedRequestException invalid(String field, String message) {
        return new RefusedRequestException(ErrorCode.INVALID, field, message);
    }
}
