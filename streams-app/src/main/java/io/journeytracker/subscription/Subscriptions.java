package io.journeytracker.subscription;

import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All subscriptions, targets and silences at one moment. Immutable. */
public final class Subscriptions {

    public static final Subscriptions NONE = new Subscriptions(Map.of(), Map.of(), Map.of(), Map.of());

    private final Map<String, Subscription> subscriptions;
    private final Map<String, TargetDefinition> targets;
    private final Map<String, Silence> silences;
    private final Map<String, Written> written;

    private Subscriptions(
            Map<String, Subscription> subscriptions,
            Map<String, TargetDefinition> targets,
            Map<String, Silence> silences,
            Map<String, Written> written) {
        this.subscriptions = subscriptions;
        this.targets = targets;
        this.silences = silences;
        this.written = written;
    }

    public static Subscriptions of(Collection<Subscription> subscriptions, Collection<TargetDefinition> targets) {
        Map<String, Subscription> byName = new TreeMap<>();
        subscriptions.forEach(each -> byName.put(each.name(), each));
        Map<String, TargetDefinition> byId = new TreeMap<>();
        targets.forEach(each -> byId.put(each.id(), each));
        return new Subscriptions(byName, byId, Map.of(), Map.of());
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

    /** The silence that covers the alert now and lasts longest, if there is one. */
    public Optional<Silence> silencing(JourneyAlert alert, Instant now) {
        return silences.values().stream()
                .filter(each -> each.covers(alert, now))
                .max((one, other) -> one.until().compareTo(other.until()));
    }

    public Optional<Subscription> subscription(String name) {
        return Optional.ofNullable(subscriptions.get(name));
    }

    public Optional<TargetDefinition> target(String id) {
        return Optional.ofNullable(targets.get(id));
    }

    public Optional<Silence> silence(String id) {
        return Optional.ofNullable(silences.get(id));
    }

    public Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    public Collection<TargetDefinition> targets() {
        return targets.values();
    }

    public Collection<Silence> silences() {
        return silences.values();
    }

    /**
     * How the topic has one of them; empty where it does not come from there.
     *
     * @param key as {@link SubscriptionKey} writes it
     */
    public Optional<Written> written(String key) {
        return Optional.ofNullable(written.get(key));
    }

    Subscriptions with(Subscription subscription, Written text) {
        return new Subscriptions(
                more(subscriptions, subscription.name(), subscription),
                targets,
                silences,
                more(written, SubscriptionKey.subscription(subscription.name()), text));
    }

    Subscriptions with(TargetDefinition target, Written text) {
        return new Subscriptions(
                subscriptions,
                more(targets, target.id(), target),
                silences,
                more(written, SubscriptionKey.target(target.id()), text));
    }

    Subscriptions with(Silence silence, Written text) {
        return new Subscriptions(
                subscriptions,
                targets,
                more(silences, silence.id(), silence),
                more(written, SubscriptionKey.silence(silence.id()), text));
    }

    Subscriptions withoutSubscription(String name) {
        return new Subscriptions(
                fewer(subscriptions, name), targets, silences, fewer(written, SubscriptionKey.subscription(name)));
    }

    Subscriptions withoutTarget(String id) {
        return new Subscriptions(
                subscriptions, fewer(targets, id), silences, fewer(written, SubscriptionKey.target(id)));
    }

    Subscriptions withoutSilence(String id) {
        return new Subscriptions(
                subscriptions, targets, fewer(silences, id), fewer(written, SubscriptionKey.silence(id)));
    }

    private static <T> Map<String, T> more(Map<String, T> map, String key, T value) {
        Map<String, T> more = new TreeMap<>(map);
        more.put(key, value);
        return more;
    }

    private static <T> Map<String, T> fewer(Map<String, T> map, String key) {
        Map<String, T> fewer = new TreeMap<>(map);
        fewer.remove(key);
        return fewer;
    }
}
