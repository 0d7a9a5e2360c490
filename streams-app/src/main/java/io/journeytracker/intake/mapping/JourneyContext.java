package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Score;
import io.journeytracker.schema.TouchpointClass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The object {@code context.journey}, by which any SDK may say what a touchpoint is in our own terms. It goes before
 * everything that the mapping finds out by itself, so it is checked strictly.
 */
record JourneyContext(
        Optional<String> channel,
        Optional<TouchpointClass> touchpointClass,
        Optional<Contact> contact,
        Optional<Double> sentiment,
        Optional<Score> score,
        Optional<String> comment,
        Optional<Double> value,
        Optional<String> currency,
        Map<String, String> identifiers,
        Optional<Boolean> consent) {

    private static final String PATH = "context.journey";
    private static final int MAX_CHANNEL = 64;
    private static final int MAX_IDENTIFIER = 512;
    private static final JourneyContext NONE = new JourneyContext(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    /** @throws UnusableMessageException if a field of it is not what it should be */
    static JourneyContext of(ObjectNode context) throws UnusableMessageException {
        JsonNode journey = context.path("journey");
        if (journey.isMissingNode() || journey.isNull()) {
            return NONE;
        }
        if (!journey.isObject()) {
            throw expected(
                    "",
                    "an object with channel, class, contact, sentiment, score, comment, value, currency,"
                            + " identifiers or consent");
        }
        return new JourneyContext(
                channel(journey),
                word(journey, "class", TouchpointClass.class),
                word(journey, "contact", Contact.class),
                sentiment(journey),
                score(journey.path("score")),
                text(journey, "comment"),
                number(journey, "value"),
                currency(journey),
                identifiers(journey.path("identifiers")),
                consent(journey.path("consent")));
    }

    private static Map<String, String> identifiers(JsonNode given) throws UnusableMessageException {
        if (given.isMissingNode() || given.isNull()) {
            return Map.of();
        }
        if (!given.isObject() || given.size() > Identifiers.MOST) {
            throw expected(".identifiers", "an object of at most " + Identifiers.MOST + " identifiers by their kind");
        }
        Map<String, String> identifiers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : given.properties()) {
            JsonNode value = each.getValue();
            if (!value.isTextual() || value.textValue().length() > MAX_IDENTIFIER) {
                throw expected(".identifiers", "text of at most " + MAX_IDENTIFIER + " characters for each kind");
            }
            identifiers.put(each.getKey(), value.textValue());
        }
        return identifiers;
    }

    private static Optional<Boolean> consent(JsonNode given) throws UnusableMessageException {
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        if (!given.isBoolean()) {
            throw expected(".consent", "true or false");
        }
        return Optional.of(given.booleanValue());
    }

    private static Optional<String> channel(JsonNode journey) throws UnusableMessageException {
        Optional<String> channel = text(journey, "channel");
        if (channel.isPresent() && (channel.get().isBlank() || channel.get().length() > MAX_CHANNEL)) {
            throw expected(".channel", "1 to " + MAX_CHANNEL + " characters");
        }
        return channel;
    }

    private static Optional<Double> sentiment(JsonNode journey) throws UnusableMessageException {
        Optional<Double> sentiment = number(journey, "sentiment");
        if (sentiment.isPresent() && Math.abs(sentiment.get()) > 1) {
            throw expected(".sentiment", "a number from -1 to 1");
        }
        return sentiment;
    }

    private static Optional<Score> score(JsonNode score) throws UnusableMessageException {
        if (score.isMissingNode() || score.isNull()) {
            return Optional.empty();
        }
        SurveyScale scale = SurveyScale.of(score.path("kind").asText(""))
                .orElseThrow(() -> expected(".score.kind", "one of nps, csat, ces"));
        double value = Texts.number(score.path("value"))
                .orElseThrow(() -> expected(".score.value", "a number from " + scale.bounds()));
        return Optional.of(
                scale.score(value).orElseThrow(() -> expected(".score.value", "a number from " + scale.bounds())));
    }

    private static Optional<String> currency(JsonNode journey) throws UnusableMessageException {
        Optional<String> currency = text(journey, "currency");
        if (currency.isEmpty()) {
            return currency;
        }
        return Optional.of(
                Worth.code(currency.get()).orElseThrow(() -> expected(".currency", "three letters, as in EUR")));
    }

    private static <E extends Enum<E>> Optional<E> word(JsonNode journey, String field, Class<E> type)
            throws UnusableMessageException {
        Optional<String> word = text(journey, field);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(type.getEnumConstants())
                .filter(constant -> !constant.name().equals("UNKNOWN"))
                .filter(constant -> constant.name().equalsIgnoreCase(word.get()))
                .findFirst()
                .orElseThrow(() -> expected(
                        "." + field,
                        "one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .filter(name -> !name.equals("unknown"))
                                        .collect(Collectors.joining(", ")))));
    }

    private static Optional<String> text(JsonNode journey, String field) throws UnusableMessageException {
        JsonNode value = journey.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw expected("." + field, "text");
        }
        return Optional.of(value.textValue());
    }

    private static Optional<Double> number(JsonNode journey, String field) throws UnusableMessageException {
        JsonNode value = journey.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(Texts.number(value).orElseThrow(() -> expected("." + field, "a number")));
    }

    private static UnusableMessageException expected(String field, String what) {
        return new UnusableMessageException(PATH + field, "is not what it should be; expected " + what);
    }
}
