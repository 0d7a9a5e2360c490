package io.journeytracker.board;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.delivery.targets.AcknowledgeLinks;
import io.journeytracker.delivery.targets.AcknowledgeLinks.Verdict;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import java.time.Clock;
import java.util.Optional;

/**
 * {@code /acknowledge/ALERT}: where a link in a message leads. Opening it shows a form and changes nothing, since programs that preview messages open
 * links too; sending the form acknowledges. What it may is in the link itself, so that no cookie matters and no foreign page can use somebody's.
 */
final class LinkRoutes implements RouteModule {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';" + " frame-ancestors 'none'";
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final AcknowledgeLinks links;
    private final AlertBoard board;
    private final Acknowledgements acknowledgements;
    private final Clock clock;

    LinkRoutes(AcknowledgeLinks links, AlertBoard board, Acknowledgements acknowledgements, Clock clock) {
        this.links = links;
        this.board = board;
        this.acknowledgements = acknowledgements;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(AcknowledgeLinks.PATH + "{alert}", context -> {
            if (isGood(context)) {
                show(context, "");
            }
        });
        routes.post(AcknowledgeLinks.PATH + "{alert}", context -> {
            if (isGood(context)) {
                take(context);
            }
        });
    }

    /** Answers itself where it is not. */
    private boolean isGood(Context context) {
        String until = parameter(context, "until");
        Verdict verdict = until.matches("[0-9]{1,12}")
                ? links.check(
                        alert(context),
                        parameter(context, "for"),
                        Long.parseLong(until),
                        parameter(context, "signature"),
                        clock.instant())
                : Verdict.WRONG;
        switch (verdict) {
            case GOOD -> {
                return true;
            }
            case OVER -> tell(context, GONE, "This link is too old", "Alerts can be acknowledged at /alerts.");
            case WRONG -> tell(context, NOT_FOUND, "There is no such link", "Alerts can be acknowledged at /alerts.");
        }
        return false;
    }

    private static String alert(Context context) {
        return context.pathParam("alert");
    }

    private static String parameter(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).orElse("");
    }

    private void show(Context context, String problem) {
        Optional<BoardAlert> known = board.find(alert(context));
        if (known.isPresent() && !known.get().stands(clock.instant())) {
            tell(context, GONE, "The alert is over", about(known));
            return;
        }
        if (known.flatMap(BoardAlert::acknowledgement).isPresent()) {
            tell(context, 200, "Somebody takes care already", taken(known.get()));
            return;
        }
        html(context, problem.isEmpty() ? 200 : 400, LinkPage.form(about(known), problem, itself(context)));
    }

    /** The link itself again: its query is what allows the form. */
    private static String itself(Context context) {
        return context.path() + "?" + Optional.ofNullable(context.queryString()).orElse("");
    }

    private void take(Context context) {
        try {
            Acknowledgements.Said said = Acknowledgements.Said.of(form(context, "by"), form(context, "note"));
            Optional<BoardAlert> now = acknowledgements.takeAny(alert(context), said);
            tell(context, 200, "Thank you", now.map(LinkRoutes::taken).orElse(said.by() + " takes care."));
        } catch (RefusedRequestException refused) {
            switch (refused.body().code()) {
                case INVALID ->
                    show(context, refused.body().field() + " " + refused.body().message());
                case CONFLICT -> tell(context, GONE, "The alert is over", about(board.find(alert(context))));
                default -> throw refused;
            }
        }
    }

    private static String form(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }

    private static String taken(BoardAlert alert) {
        return alert.acknowledgement().map(BoardAlert.Acknowledgement::by).orElse("Somebody") + " takes care.";
    }

    /** Without anything about the customer: a link may go further than it was meant to. */
    private static String about(Optional<BoardAlert> known) {
        return known.map(BoardAlert::alert)
                .map(alert -> alert.getSeverity() + ": a customer "
                        + (alert.getRule().equals("stall") ? "is stuck" : "left") + " at stage " + alert.getStage()
                        + " of " + alert.getJourney())
                .orElse("An alert that is not among the newest any more");
    }

    private static void tell(Context context, int status, String title, String text) {
        html(context, status, LinkPage.told(title, text));
    }

    private static void html(Context context, int status, String page) {
        context.status(status)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header("Cache-Control", "no-store")
                .contentType("text/html; charset=utf-8")
                .result(page);
    }
}
