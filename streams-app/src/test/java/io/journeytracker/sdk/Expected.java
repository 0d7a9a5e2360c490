package io.journeytracker.sdk;

import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A touchpoint as it must arrive, with all its fields but the time of receipt. */
final class Expected {

    private final Touchpoint touchpoint;

    private Expected(Touchpoint touchpoint) {
        this.touchpoint = touchpoint;
    }

    static Expected event(String event) {
        Touchpoint touchpoint = new Touchpoint();
        touchpoint.setEvent(event);
        touchpoint.setMessageId("");
        touchpoint.setProperties(Map.of());
        touchpoint.setTraits(Map.of());
        touchpoint.setIdentifiers(Map.of());
        return new Expected(touchpoint);
    }

    Expected id(String messageId) {
        touchpoint.setMessageId(messageId);
        return this;
    }

    Expected at(Instant time) {
        touchpoint.setTime(time.toEpochMilli());
        return this;
    }

    Expected anonymous(String anonymousId) {
        touchpoint.setAnonymousId(anonymousId);
        return this;
    }

    Expected user(String userId) {
        touchpoint.setUserId(userId);
        return this;
    }

    Expected channel(String channel) {
        touchpoint.setChannel(channel);
        return this;
    }

    Expected communication() {
        touchpoint.setTouchpointClass(TouchpointClass.COMMUNICATION);
        return this;
    }

    Expected felt(double sentiment, String comment) {
        touchpoint.setSentiment(sentiment);
        touchpoint.setComment(comment);
        return this;
    }

    Expected worth(double value, String currency) {
        touchpoint.setValue(value);
        touchpoint.setCurrency(currency);
        return this;
    }

    Expected worth(double value) {
        touchpoint.setValue(value);
        return this;
    }

    Expected traits(Map<String, Object> traits) {
        touchpoint.setTraits(traits);
        return this;
    }

    /** An alias says so twice: as what it links, and as a fact. */
    Expected previous(String previousId) {
        touchpoint.setPreviousId(previousId);
        return with(Map.of("previous_id", previousId));
    }

    /** Adds some. */
    Expected with(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(touchpoint.getProperties());
        all.putAll(properties);
        touchpoint.setProperties(all);
        return this;
    }

    Expected without(String property) {
        Map<String, Object> all = new HashMap<>(touchpoint.getProperties());
        all.remove(property);
        touchpoint.setProperties(all);
        return this;
    }

    Touchpoint of(String source) {
        touchpoint.setSource(source);
        return touchpoint;
    }
}
