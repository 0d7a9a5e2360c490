package io.journeytracker.intake.mapping;

import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a touchpoint happened, as far as its event and context show. The page that somebody arrives at counts for what
 * brought them: a campaign, else the site that they came from; everything after that happens on the website or in the app.
 * Class and contact are told only where the channel settles them, since a map's touchpoint that declares another class
 * would no longer match.
 */
record Origin(Optional<String> channel, Optional<TouchpointClass> touchpointClass, Optional<Contact> contact) {

    /** Parameters that advertising networks add to the address of a page. */
    static final Set<String> AD_CLICKS = Set.of("gclid", "gbraid", "wbraid", "dclid", "msclkid");

    private static final String WEB = "web";
    private static final String APP = "app";

    /** What shows a channel. Of several signs of one kind the first that matches counts: what is social and paid is an ad. */
    private record Sign(String channel, Pattern pattern) {

        static Sign of(String channel, String pattern) {
            return new Sign(channel, Pattern.compile(pattern));
        }
    }

    /** Looked up, not matched, as the following ones: every event is held against them. */
    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("Ad Clicked", "ad"),
            Map.entry("Ad Viewed", "ad"),
            Map.entry("Ad Converted", "ad"),
            Map.entry("Unsubscribed", "e-mail"),
            Map.entry("Email Delivered", "e-mail"),
            Map.entry("Email Opened", "e-mail"),
            Map.entry("Email Bounced", "e-mail"),
            Map.entry("Email Link Clicked", "e-mail"),
            Map.entry("Email Marked as Spam", "e-mail"),
            Map.entry("Survey Answered", "survey"));

    private static final Map<String, String> EVENTS_THAT_BEGIN = Map.of(
            "Live Chat ", "chat", "Application ", APP, "Push Notification ", APP, "Deep Link ", APP, "Install ", APP);

    private static final List<Sign> MEDIA = List.of(
            Sign.of("e-mail", "e-?mail|newsletter"),
            Sign.of("ad", ".*cp[acmv].*|ppc|paid.*|.*[-_ ]paid|display|banner|retargeting|affiliate|ads?"),
            Sign.of("social", "social.*|sm"),
            Sign.of("search", "organic"),
            Sign.of("direct-mail", "direct[-_ ]?mail|print|post|qr|flyer"));

    /** Mail before search: Google's mail is no search. */
    private static final List<Sign> SITES = List.of(
            Sign.of(
                    "e-mail",
                    "(mail\\.google\\.com|mail\\.yahoo\\.com|outlook\\.(live|office)\\.com"
                            + "|outlook\\.office365\\.com)"),
            Sign.of(
                    "search",
                    "(.+\\.)?(google(\\.[a-z]{2,3}){1,2}|bing\\.com|duckduckgo\\.com|ecosia\\.org"
                            + "|yahoo\\.com|baidu\\.com|yandex(\\.[a-z]{2,3}){1,2}|qwant\\.com|startpage\\.com"
                            + "|search\\.brave\\.com)"),
            Sign.of(
                    "social",
                    "(.+\\.)?(facebook\\.com|instagram\\.com|threads\\.(net|com)|twitter\\.com|x\\.com"
                            + "|t\\.co|linkedin\\.com|lnkd\\.in|xing\\.com|youtube\\.com|youtu\\.be|tiktok\\.com"
                            + "|pinterest(\\.[a-z]{2,3}){1,2}|reddit\\.com|snapchat\\.com|bsky\\.app"
                            + "|mastodon\\.social|tumblr\\.com|vk\\.com)"));

    static Origin of(Message message, PageContext page, Touchpoint touchpoint) {
        return channel(message, page, touchpoint)
                .map(Origin::in)
                .orElseGet(() -> new Origin(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static Origin in(String channel) {
        Optional<TouchpointClass> kind = Optional.ofNullable(
                switch (channel) {
                    case "ad", "search" -> TouchpointClass.MEDIA;
                    case "social" -> TouchpointClass.SOCIAL;
                    case "e-mail", "direct-mail", "chat", "survey" -> TouchpointClass.COMMUNICATION;
                    default -> null;
                });
        boolean throughOthers = channel.equals("ad") || channel.equals("search") || channel.equals("social");
        return new Origin(Optional.of(channel), kind, throughOthers ? Optional.of(Contact.INDIRECT) : Optional.empty());
    }

    private static Optional<String> channel(Message message, PageContext page, Touchpoint touchpoint) {
        if (message.kind() == MessageKind.TRACK) {
            Optional<String> byEvent = ofEvent(touchpoint.getEvent());
            if (byEvent.isPresent()) {
                return byEvent;
            }
        }
        if (touchpoint.getScore() != null) {
            return Optional.of("survey");
        }
        return (message.kind() == MessageKind.PAGE ? arrival(page) : Optional.<String>empty())
                .or(() -> platform(message, page));
    }

    private static Optional<String> ofEvent(String event) {
        String channel = EVENTS.get(event);
        if (channel != null) {
            return Optional.of(channel);
        }
        for (Map.Entry<String, String> begins : EVENTS_THAT_BEGIN.entrySet()) {
            if (event.startsWith(begins.getKey())) {
                return Optional.of(begins.getValue());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> arrival(PageContext page) {
        String medium = page.get(PageContext.MEDIUM).toLowerCase(Locale.ROOT).strip();
        String referrer = page.get(PageContext.REFERRER_HOST);
        boolean fromOutside = !referrer.isEmpty() && !referrer.equals(page.get(PageContext.HOST));
        return match(MEDIA, medium).or(() -> fromOutside ? match(SITES, referrer) : Optional.empty());
    }

    private static Optional<String> platform(Message message, PageContext page) {
        String sender = message.context().path("channel").asText("");
        String device = message.context().path("device").path("type").asText("").toLowerCase(Locale.ROOT);
        if (message.kind() == MessageKind.SCREEN
                || sender.equals("mobile")
                || device.equals("ios")
                || device.equals("android")) {
            return Optional.of(APP);
        }
        boolean onPage = !page.get(PageContext.URL).isEmpty()
                || !page.get(PageContext.PATH).isEmpty();
        return message.kind() == MessageKind.PAGE || sender.equals(WEB) || onPage ? Optional.of(WEB) : Optional.empty();
    }

    private static Optional<String> match(List<Sign> signs, String text) {
        for (Sign sign : signs) {
            if (sign.pattern().matcher(text).matches()) {
                return Optional.of(sign.channel());
            }
        }
        return Optional.empty();
    }
}
