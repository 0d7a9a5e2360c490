package io.journeytracker.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.intake.mapping.UnusableMessageException;
import io.journeytracker.intake.message.Message;
import java.util.Map;
import java.util.stream.Stream;

/** Holds one message against the bound of its size: about the length of its JSON, without writing it. */
public final class EventSize {

    private static final int NUMBER = 8;
    private static final int SIGNS = 4;

    private EventSize() {}

    /** @throws UnusableMessageException if it is too large; names its largest part */
    public static void check(Message message) throws UnusableMessageException {
        long properties = of(message.properties());
        long traits = of(message.traits());
        long context = of(message.context());
        long texts = (long) message.messageId().length()
                + message.userId().length()
                + message.anonymousId().length()
                + message.previousId().length()
                + message.groupId().length()
                + message.event().length();
        if (properties + traits + context + texts > Limits.EVENT_BYTES) {
            String largest = Stream.of(
                            Map.entry("properties", properties),
                            Map.entry("traits", traits),
                            Map.entry("context", context),
                            Map.entry("event", texts))
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            throw new UnusableMessageException(
                    largest, "makes the message too large; expected at most " + Limits.EVENT_BYTES + " bytes");
        }
    }

    private static long of(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().length() + SIGNS;
        }
        if (!node.isContainerNode()) {
            return NUMBER;
        }
        long sum = SIGNS;
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                sum += field.getKey().length() + SIGNS + of(field.getValue());
            }
        } else {
            for (JsonNode element : node) {
                sum += of(element);
            }
        }
        return sum;
    }
}
