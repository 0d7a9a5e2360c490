package io.journeytracker.subscription;

import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All subscriptions and targets at one moment. Immutable. */
public final class Subscriptions {

    public static final Subscriptions NONE = new Subscriptions(Map.of(), Map.of());

    private final Map<String, Subscription> subscriptions;
    private final Map<String, TargetDefinition> targets;

    private Subscriptions(Map<String, Subscription> subscriptions, Map<String, TargetDefinition> targets) {
        this.subscriptions = subscriptions;
        this.targets = targets;
    }

    public static Subscriptions of(Collection<Subscription> subscriptions, Collection<TargetDefinition> targets) {
        Map<String, Subscription> byName = new TreeMap<>();
        subscriptions.forEach(each -> byName.put(each.name(), each));
        Map<String, TargetDefinition> byId = new TreeMap<>();
        targets.forEach(each -> byId.put(each.id(), each));
        return new Subscriptions(byName, byId);
    }

    /**
     * Those that want to hear of the alert; of one that is over all, since what they want may have changed after they heard that it began.
     */
    public List<Subscription> wanting(JourneyAlert alert) {
        boolean begins = alert.getState() == AlertState.RAISED;
        return subscriptions.values().stream()
                .filter(each -> !begins || each.what().matches(alert))
                .toList();
    }

    public Optional<Subscription> subscription(String name) {
        return Optional.ofNullable(subscriptions.get(name));
    }

    public Optional<TargetDefinition> target(String id) {
        return Optional.ofNullable(targets.get(id));
    }

    public Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    public Collection<TargetDefinition> targets() {
        return targets.values();
    }

    Subscriptions with(Subscription subscription) {
        Map<String, Subscription> more = new TreeMap<>(subscriptions);
        more.put(subscription.name(), subscription);
        return new Subscriptions(more, targets);
    }

    Subscriptions with(TargetDefinition target) {
        Map<String, TargetDefinition> more = new TreeMap<>(targets);
        more.put(target.id(), target);
        return new Subscriptions(subscriptions, more);
    }

    Subscriptions withoutSubscription(String name) {
        Map<String, Subscription> fewer = new TreeMap<>(subscriptions);
        fewer.remove(name);
        return new Subscriptions(fewer, targets);
    }

    Subscriptions withoutTarget(String id) {
        Map<String, TargetDefinition> fewer = new TreeMap<>(targets);
        fewer.remove(id);
        return new Subscriptions(subscriptions, fewer);
    }
}
