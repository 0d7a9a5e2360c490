package io.journeytracker.board;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.access.AccessGate;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import io.journeytracker.subscription.Edit;
import io.journeytracker.subscription.Silence;
import io.journeytracker.subscription.SubscriptionKey;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.subscription.SubscriptionsReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/silences…}: alerts that nobody is told of for a while. */
final class SilenceRoutes implements RouteModule {

    /** One that is over is listed for so long. */
    static final Duration LISTED = Duration.ofDays(7);

    private static final int CREATED = 201;
    private static final Logger LOG = LoggerFactory.getLogger(SilenceRoutes.class);

    private final Supplier<Subscriptions> subscriptions;
    private final SubscriptionsReader reader;
    private final Editing editing;
    private final Clock clock;

    SilenceRoutes(Supplier<Subscriptions> subscriptions, SubscriptionsReader reader, Editing editing, Clock clock) {
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.editing = editing;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/silences", this::list);
        routes.post("/api/silences", context -> Editing.checked(context, this::create));
        routes.delete("/api/silences/{id}", this::end);
    }

    private void list(Context context) {
        new Asked(context).knows(List.of());
        boolean masked = AlertRoutes.isMasked(context);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode all = root.putArray("silences");
        subscriptions.get().silences().stream()
                .filter(each -> !isForgotten(each))
                .sorted(Comparator.comparing(Silence::until).reversed().thenComparing(Silence::id))
                .forEach(each -> all.add(json(each, masked)));
        AlertRoutes.answer(context, root);
    }

    private boolean isForgotten(Silence silence) {
        return silence.until().plus(LISTED).isBefore(clock.instant());
    }

    private ObjectNode json(Silence silence, boolean masked) {
        Instant now = clock.instant();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", silence.id());
        json.put("state", silence.isActive(now) ? "active" : now.isBefore(silence.until()) ? "waiting" : "over");
        json.put("author", silence.author());
        json.put("reason", silence.reason());
        json.put("from", silence.from().toString());
        json.put("until", silence.until().toString());
        subscriptions
                .get()
                .written(SubscriptionKey.silence(silence.id()))
                .ifPresent(text -> json.set(
                        "what", SubscriptionRoutes.definition(text, masked).get("what")));
        return json;
    }

    private void create(Context context) {
        String id = UUID.randomUUID().toString();
        Edit<Silence> edit = reader.silence(
                new Asked(context).body(),
                id,
                clock.instant(),
                AccessGate.caller(context).name());
        editing.write(SubscriptionKey.silence(id), edit.text());
        forget();
        context.status(CREATED);
        AlertRoutes.answer(context, json(edit.value(), false));
    }

    /** Whoever makes a new one clears away those that are no longer listed; where that fails, whoever makes the next one does. */
    private void forget() {
        try {
            subscriptions.get().silences().stream()
                    .filter(this::isForgotten)
                    .limit(10)
                    .forEach(each -> editing.write(SubscriptionKey.silence(each.id()), null));
        } catch (RefusedRequestException later) {
            LOG.debug("Silences that are over were not cleared away", later);
        }
    }

    private void end(Context context) {
        String id = context.pathParam("id");
        Subscriptions now = subscriptions.get();
        Silence silence = now.silence(id).orElseThrow(() -> Asked.missing("id", "there is no silence of this id"));
        if (!clock.instant().isBefore(silence.until())) {
            AlertRoutes.answer(context, json(silence, false));
            return;
        }
        String key = SubscriptionKey.silence(id);
        Edit<Silence> ended =
                SubscriptionsReader.ended(silence, now.written(key).orElseThrow(), clock.instant());
        editing.write(key, ended.text());
        AlertRoutes.answer(context, json(ended.value(), false));
    }
}
