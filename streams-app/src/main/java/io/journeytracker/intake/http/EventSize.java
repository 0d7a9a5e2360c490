package io.journeytracker.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.intake.mapping.UnusableMessageException;
import io.journeytracker.intake.message.Message;
import java.util.Map;
import java.util.stream.Stream;

/** Holds one message against the bound of its size: about the bytes of its JSON in UTF-8, without writing it. */
public final class EventSize {

    private static final int NUMBER = 8;
    private static final int SIGNS = 4;
    private static final char LAST_OF_ONE_BYTE = 0x7f;
    private static final char LAST_OF_TWO_BYTES = 0x7ff;

    private EventSize() {}

    /** @throws UnusableMessageException if it is too large; names its largest part */
    public static void check(Message message) throws UnusableMessageException {
        long properties = of(message.properties());
        long traits = of(message.traits());
        long context = of(message.context());
        long texts = Stream.of(
                        message.messageId(),
                        message.userId(),
                        message.anonymousId(),
                        message.previousId(),
                        message.groupId(),
                        message.event())
                .mapToLong(EventSize::bytes)
                .sum();
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
            return bytes(node.textValue()) + SIGNS;
        }
        if (!node.isContainerNode()) {
            return NUMBER;
        }
        long sum = SIGNS;
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                sum += bytes(field.getKey()) + SIGNS + of(field.getValue());
            }
        } else {
            for (JsonNode element : node) {
                sum += of(element);
            }
        }
        return sum;
    }

    /** In UTF-8, without making them. Half of a pair counts as a whole character's half. */
    private static long bytes(String text) {
        long sum = text.length();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter > LAST_OF_ONE_BYTE) {
                sum += letter > LAST_OF_TWO_BYTES && !Character.isSurrogate(letter) ? 2 : 1;
            }
        }
        return sum;
    }
}
