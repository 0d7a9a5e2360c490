package io.journeytracker.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.log.LogRow;
import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the columns of a file mean beyond customer, event, time, channel and sentiment, and how a row becomes a touchpoint in
 * the JSON of the intake's own endpoint. What no option names becomes a property.
 *
 * @param scale of the score; empty exactly if there is none
 * @param traits columns that say something of the customer, not of the event
 */
public record RowMapping(
        Optional<String> score,
        Optional<Scale> scale,
        Optional<String> comment,
        Optional<String> value,
        Optional<String> currency,
        Optional<String> kind,
        Optional<String> contact,
        List<String> traits) {

    /** Nothing but properties. */
    public static RowMapping none() {
        return new RowMapping(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public RowMapping {
        traits = List.copyOf(traits);
        if (score.isPresent() != scale.isPresent()) {
            throw new IllegalArgumentException("a score needs its kind, and a kind its score");
        }
    }

    /** The columns that must be there, with the option that names each. */
    Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        score.ifPresent(column -> columns.put(column, "--score"));
        comment.ifPresent(column -> columns.put(column, "--comment"));
        value.ifPresent(column -> columns.put(column, "--value"));
        named(currency, "--currency", columns);
        named(kind, "--class", columns);
        named(contact, "--contact", columns);
        traits.forEach(column -> columns.put(column, "--trait"));
        return columns;
    }

    private static void named(Optional<String> option, String name, Map<String, String> columns) {
        option.flatMap(text -> ColumnOrText.of(text).column()).ifPresent(column -> columns.put(column, name));
    }

    /**
     * The touchpoint, but for its message id.
     *
     * @throws UnusableRowException telling what is wrong with it
     */
    ObjectNode json(LogRow row) throws UnusableRowException {
        Touchpoint read = row.touchpoint();
        Map<String, Object> properties = new HashMap<>(read.getProperties());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("userId", read.getUserId());
        json.put("event", read.getEvent());
        json.put("time", read.getTime());
        if (read.getChannel() != null) {
            json.put("channel", read.getChannel());
        }
        if (read.getSentiment() != null) {
            json.put("sentiment", read.getSentiment());
        }
        score(properties, json);
        text(comment, properties).ifPresent(said -> json.put("comment", said));
        worth(properties, json);
        oneOf("class", kind, TouchpointClass.values(), properties, json);
        oneOf("contact", contact, Contact.values(), properties, json);
        facts("traits", traitsOf(properties), json);
        facts("properties", properties, json);
        return json;
    }

    private static Optional<String> text(Optional<String> option, Map<String, Object> properties) {
        return option.flatMap(text -> ColumnOrText.of(text).take(properties));
    }

    private void score(Map<String, Object> properties, ObjectNode json) throws UnusableRowException {
        Optional<String> answer = text(score, properties);
        if (answer.isPresent()) {
            Scale question = scale.orElseThrow();
            double given = number(answer.get());
            if (!question.holds(given)) {
                throw new UnusableRowException("score \"" + answer.get() + "\"; expected a number from "
                        + question.range() + ", the scale of " + question.label());
            }
            json.putObject("score").put("kind", question.label()).put("value", given);
        }
    }

    private void worth(Map<String, Object> properties, ObjectNode json) throws UnusableRowException {
        Optional<String> amount = text(value, properties);
        Optional<String> unit = text(currency, properties);
        if (amount.isPresent()) {
            double worth = number(amount.get());
            if (!Double.isFinite(worth)) {
                throw new UnusableRowException(
                        "value \"" + amount.get() + "\"; expected a number such as 12.50, without a currency");
            }
            json.put("value", worth);
            unit.ifPresent(code -> json.put("currency", code));
        }
    }

    private static void oneOf(
            String field, Optional<String> option, Enum<?>[] words, Map<String, Object> properties, ObjectNode json)
            throws UnusableRowException {
        Optional<String> word = text(option, properties).map(text -> text.toLowerCase(Locale.ROOT));
        if (word.isPresent()) {
            // What is not known yet is not for importers to say.
            List<String> known = Arrays.stream(words)
                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                    .filter(name -> !name.equals("unknown"))
                    .toList();
            if (!known.contains(word.get())) {
                throw new UnusableRowException(
                        field + " \"" + word.get() + "\"; expected one of " + String.join(", ", known));
            }
            json.put(field, word.get());
        }
    }

    private Map<String, Object> traitsOf(Map<String, Object> properties) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String column : traits) {
            Object fact = properties.remove(column);
            if (fact != null) {
                found.put(column, fact);
            }
        }
        return found;
    }

    private static void facts(String field, Map<String, Object> facts, ObjectNode json) {
        if (!facts.isEmpty()) {
            ObjectNode object = json.putObject(field);
            facts.forEach(object::putPOJO);
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
