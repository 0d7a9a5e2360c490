package io.journeytracker.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import io.journeytracker.subscription.Edit;
import io.journeytracker.subscription.Subscription;
import io.journeytracker.subscription.SubscriptionKey;
import io.journeytracker.subscription.Subscriptions;
import io.journeytracker.subscription.SubscriptionsReader;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.subscription.Written;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/targets…}: where messages go. Answers hold no secrets: neither their names nor the parts of addresses that may be some. */
final class TargetRoutes implements RouteModule {

    private static final String ONE = "/api/targets/{id}";

    /** What everybody may know of a target. */
    private static final List<String> SHOWN =
            List.of("id", "type", "rate", "concurrency", "retries", "topic", "host", "port", "security", "hours");

    private final Supplier<Subscriptions> subscriptions;
    private final SubscriptionsReader reader;
    private final Editing editing;

    TargetRoutes(Supplier<Subscriptions> subscriptions, SubscriptionsReader reader, Editing editing) {
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.editing = editing;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/targets", this::list);
        routes.get(ONE, context -> AlertRoutes.answer(context, json(named(context))));
        routes.put(ONE, context -> Editing.checked(context, this::put));
        routes.delete(ONE, this::delete);
    }

    private void list(Context context) {
        new Asked(context).knows(List.of());
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode all = root.putArray("targets");
        subscriptions.get().targets().forEach(each -> all.add(json(each)));
        AlertRoutes.answer(context, root);
    }

    private TargetDefinition named(Context context) {
        return subscriptions
                .get()
                .target(context.pathParam("id"))
                .orElseThrow(() -> Asked.missing("id", "there is no target of this id"));
    }

    private Optional<Written> written(String id) {
        return subscriptions.get().written(SubscriptionKey.target(id));
    }

    private ObjectNode json(TargetDefinition target) {
        Optional<Written> written = written(target.id());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", target.id());
        json.put("type", target.type());
        json.put("source", Editing.source(written));
        written.ifPresent(text -> json.set("definition", shown(text.json())));
        return json;
    }

    /** Whoever knows the path of a webhook can often write there, so that only its origin is told. */
    private static ObjectNode shown(ObjectNode definition) {
        JsonNode url = definition.get("url");
        ObjectNode shown = definition.deepCopy().retain(SHOWN);
        if (url != null) {
            URI uri = URI.create(url.asText());
            shown.put(
                    "url",
                    uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "/…");
        }
        return shown;
    }

    private void put(Context context) {
        String id = context.pathParam("id");
        Edit<TargetDefinition> edit = reader.target(new Asked(context).body(), Optional.of(id));
        editing.refuseFromFile(written(id));
        editing.write(SubscriptionKey.target(id), edit.text());
        AlertRoutes.answer(context, json(named(context)));
    }

    private void delete(Context context) {
        String id = named(context).id();
        editing.refuseFromFile(written(id));
        List<String> users = subscriptions.get().subscriptions().stream()
                .filter(each -> uses(each, id))
                .map(Subscription::name)
                .toList();
        if (!users.isEmpty()) {
            throw new RefusedRequestException(
                    ErrorCode.CONFLICT,
                    "id",
                    "subscriptions name it: " + String.join(", ", users) + "; change these first");
        }
        editing.delete(context, SubscriptionKey.target(id));
    }

    private static boolean uses(Subscription subscription, String id) {
        return subscription.targets().contains(id)
                || subscription.escalation().map(each -> each.to().contains(id)).orElse(false);
    }
}
