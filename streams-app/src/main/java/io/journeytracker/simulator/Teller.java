package io.journeytracker.simulator;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import java.util.HashMap;
import java.util.Map;

/** Makes one visitor's touchpoints: who it is, and where which kind of contact happens. */
final class Teller {

    static final String SOURCE = "shop";
    private static final double KNOWN = 0.6;

    private final String anonymousId;
    private final String userId;
    private final Segment segment;
    private boolean signedIn;
    private int told;

    /** Of every five visitors three have an account and sign in to pay, loyal ones all along; the others stay guests. */
    Teller(Segment segment, Chance chance) {
        this.segment = segment;
        anonymousId = "a-" + chance.hex();
        userId = segment == Segment.LOYAL || chance.happens(KNOWN) ? "u-" + chance.hex() : null;
        signedIn = segment == Segment.LOYAL;
    }

    Touchpoint.Builder tell(long time, String event, String channel, Map<String, Object> properties) {
        told++;
        signedIn |= event.equals("Checkout Started");
        return Touchpoint.newBuilder()
                .setMessageId(anonymousId + "-" + told)
                .setAnonymousId(anonymousId)
                .setUserId(signedIn ? userId : null)
                .setEvent(event)
                .setTime(time)
                .setReceivedAt(time)
                .setChannel(channel)
                .setTouchpointClass(classOf(event, channel))
                .setContact(contactBy(channel))
                .setProperties(new HashMap<>(properties))
                .setTraits(new HashMap<>(Map.of("segment", segment.trait)))
                .setSource(SOURCE);
    }

    /** Some touchpoints are the same kind of contact wherever they happen. */
    private static TouchpointClass classOf(String event, String channel) {
        return switch (event) {
            case "Payment Info Entered", "Payment Failed", "Support Contacted", "Support Resolved" ->
                TouchpointClass.SERVICE;
            case "Order Delivered", "Product Viewed" -> TouchpointClass.PRODUCT;
            case "Product Reviewed", "Product Shared" -> TouchpointClass.SOCIAL;
            case "Survey Answered" -> TouchpointClass.COMMUNICATION;
            case "Ad Clicked" -> TouchpointClass.MEDIA;
            default -> classOf(channel);
        };
    }

    private static TouchpointClass classOf(String channel) {
        return switch (channel) {
            case "ad", "search", "direct-mail" -> TouchpointClass.MEDIA;
            case "social", "word-of-mouth", "review" -> TouchpointClass.SOCIAL;
            case "web", "app" -> TouchpointClass.PRODUCT;
            case "phone", "chat" -> TouchpointClass.SERVICE;
            case "store" -> TouchpointClass.ENVIRONMENT;
            default -> TouchpointClass.COMMUNICATION;
        };
    }

    private static Contact contactBy(String channel) {
        return switch (channel) {
            case "ad", "social", "word-of-mouth", "review" -> Contact.INDIRECT;
            default -> Contact.DIRECT;
        };
    }
}
