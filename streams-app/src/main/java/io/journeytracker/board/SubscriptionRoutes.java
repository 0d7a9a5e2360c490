package io.journeytracker.board;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.http.RouteModule;
import io.journeytracker.subscription.Edit;
import io.journeytracker.subscription.Subscription;
import io.journeytracker.subscription.SubscriptionKey;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.subscription.SubscriptionsReader;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.subscription.Written;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code /api/subscriptions…}: who wants to hear of what, and which alerts somebody would have heard of. */
final class SubscriptionRoutes implements RouteModule {

    private static final String ONE = "/api/subscriptions/{name}";
    private static final int USUAL_LAST = 1_000;
    private static final int MOST_NAMED = 100;

    private final Supplier<Subscriptions> subscriptions;
    private final SubscriptionsReader reader;
    private final Editing editing;
    private final AlertBoard board;
    private final AlertViews views;

    SubscriptionRoutes(
            Supplier<Subscriptions> subscriptions,
            SubscriptionsReader reader,
            Editing editing,
            AlertBoard board,
            AlertViews views) {
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.editing = editing;
        this.board = board;
        this.views = views;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/subscriptions", this::list);
        routes.post("/api/subscriptions/dry-run", context -> Editing.checked(context, this::dryRun));
        routes.get(ONE, context -> AlertRoutes.answer(context, json(named(context), AlertRoutes.isMasked(context))));
        routes.put(ONE, context -> Editing.checked(context, this::put));
        routes.delete(ONE, this::delete);
    }

    private void list(Context context) {
        new Asked(context).knows(List.of());
        boolean masked = AlertRoutes.isMasked(context);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode all = root.putArray("subscriptions");
        subscriptions.get().subscriptions().forEach(each -> all.add(json(each, masked)));
        AlertRoutes.answer(context, root);
    }

    private Subscription named(Context context) {
        return subscriptions
                .get()
                .subscription(context.pathParam("name"))
                .orElseThrow(() -> Asked.missing("name", "there is no subscription of this name"));
    }

    private Optional<Written> written(String name) {
        return subscriptions.get().written(SubscriptionKey.subscription(name));
    }

    private ObjectNode json(Subscription subscription, boolean masked) {
        Optional<Written> written = written(subscription.name());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", subscription.name());
        json.put("team", subscription.team());
        json.put("source", Editing.source(written));
        written.ifPresent(text -> json.set("definition", definition(text, masked)));
        return json;
    }

    /** A condition may name customers. */
    static ObjectNode definition(Written text, boolean masked) {
        ObjectNode definition = text.json();
        if (masked && definition.get("what") instanceof ObjectNode what) {
            what.remove("when");
        }
        return definition;
    }

    private Set<String> targets() {
        return subscriptions.get().targets().stream().map(TargetDefinition::id).collect(Collectors.toUnmodifiableSet());
    }

    private void put(Context context) {
        String name = context.pathParam("name");
        Edit<Subscription> edit = reader.subscription(new Asked(context).body(), Optional.of(name), targets());
        editing.refuseFromFile(written(name));
        editing.write(SubscriptionKey.subscription(name), edit.text());
        AlertRoutes.answer(context, json(named(context), false));
    }

    private void delete(Context context) {
        String name = named(context).name();
        editing.refuseFromFile(written(name));
        editing.delete(context, SubscriptionKey.subscription(name));
    }

    /** Which of the last alerts it would have matched. Silences, cool-downs and hours are not asked: they depend on when. */
    private void dryRun(Context context) {
        Asked asked = new Asked(context).knows(List.of("last"));
        int last = asked.whole("last", Math.min(USUAL_LAST, board.most()), 1, board.most());
        Subscription subscription =
                reader.subscription(asked.body(), Optional.empty(), targets()).value();
        List<BoardAlert> looked = board.newest().stream().limit(last).toList();
        List<BoardAlert> matched = looked.stream()
                .filter(each -> subscription.replays() || !each.alert().getReplay())
                .filter(each -> subscription.what().matches(each.alert()))
                .toList();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("looked", looked.size()).put("matched", matched.size());
        if (!looked.isEmpty()) {
            root.put("from", looked.get(looked.size() - 1).raised().toString());
        }
        ArrayNode alerts = root.putArray("alerts");
        matched.stream().limit(MOST_NAMED).forEach(each -> alerts.add(views.json(each, false)));
        AlertRoutes.answer(context, root);
    }
}
