package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Item;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the elements of a batch one by one, so that a bad one is refused alone.
 *
 * @param idField where a message id stands, to name a refused element by
 * @param again the body that says one element alone
 * @param reader of one element; nothing: it says nothing of a customer, and is passed over
 */
record Elements(String idField, Function<JsonNode, byte[]> again, Reader reader) {

    /** Makes a message of an element. */
    @FunctionalInterface
    interface Reader {
        Optional<Message> read(Element element, Supplier<byte[]> again) throws InvalidFieldException;
    }

    List<Item> read(Iterable<JsonNode> nodes) {
        List<Item> items = new ArrayList<>();
        for (JsonNode node : nodes) {
            read(node).ifPresent(items::add);
        }
        return items;
    }

    private Optional<? extends Item> read(JsonNode node) {
        Supplier<byte[]> alone = () -> again.apply(node);
        if (!(node instanceof ObjectNode object)) {
            return Optional.of(new Unreadable("", "message", "is " + Json.kind(node) + "; expected an object", alone));
        }
        try {
            return reader.read(Element.of(object), alone);
        } catch (InvalidFieldException invalid) {
            return Optional.of(new Unreadable(id(node), invalid.field(), invalid.getMessage(), alone));
        }
    }

    private String id(JsonNode node) {
        return node.path(idField).asText("");
    }

    /** @throws MalformedRequestException if the field is no array */
    static ArrayNode array(ObjectNode body, String field) throws MalformedRequestException {
        if (body.path(field) instanceof ArrayNode array) {
            return bounded(array, field);
        }
        throw new MalformedRequestException(
                field, "is " + Json.kind(body.path(field)) + "; expected an array of messages");
    }

    /**
     * The same array.
     *
     * @param field where it stands
     * @throws MalformedRequestException if it has more elements than a request may have messages
     */
    static ArrayNode bounded(ArrayNode messages, String field) throws MalformedRequestException {
        if (messages.size() > Batch.MOST_MESSAGES) {
            throw MalformedRequestException.tooMany(field, messages.size(), Batch.MOST_MESSAGES);
        }
        return messages;
    }

    /** The latest time at which any of the messages was sent; {@link Message#NO_TIME} where none says. */
    static long sentAt(List<Item> items) {
        long latest = Message.NO_TIME;
        for (Item item : items) {
            if (item instanceof Message message) {
                latest = Math.max(latest, message.sentAt());
            }
        }
        return latest;
    }
}
