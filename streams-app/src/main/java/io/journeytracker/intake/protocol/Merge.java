package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * RudderStack's merge call: {@code mergeProperties} names two ids of one customer, each as {@code {"type", "value"}}. The
 * types {@code user_id} and {@code anonymous_id} are ids of ours; others (email, mobile …) are refused, since the identity
 * step knows no such ids.
 */
final class Merge {

    private static final String FIELD = "mergeProperties";

    private Merge() {}

    static Message read(Element element, Supplier<byte[]> again) throws InvalidFieldException {
        List<String> users = new ArrayList<>();
        List<String> anonymous = new ArrayList<>();
        for (JsonNode id : element.node().path(FIELD)) {
            String value = id.path("value").asText("");
            switch (id.path("type").asText("")) {
                case "user_id" -> users.add(value);
                case "anonymous_id" -> anonymous.add(value);
                default -> throw expected();
            }
        }
        if (users.size() + anonymous.size() != 2 || users.isEmpty()) {
            throw expected();
        }
        Message.Builder alias = Message.of(MessageKind.ALIAS)
                .messageId(element.text("messageId"))
                .time(element.firstTime("originalTimestamp", "timestamp"))
                .sentAt(element.time("sentAt"))
                .userId(users.get(0))
                .context(element.object("context"))
                .again(again);
        return users.size() == 2
                ? alias.previousId(users.get(1)).build()
                : alias.anonymousId(anonymous.get(0))
                        .previousId(anonymous.get(0))
                        .build();
    }

    private static InvalidFieldException expected() {
        return new InvalidFieldException(
                FIELD,
                "expected two ids {\"type\", \"value\"}: one of type user_id, the other of type user_id or anonymous_id");
    }
}
