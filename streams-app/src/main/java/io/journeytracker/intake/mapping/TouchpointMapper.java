package io.journeytracker.intake.mapping;

import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.source.Source;
import io.journeytracker.schema.Touchpoint;
import java.util.Map;

/** Makes a touchpoint of a message. Called by many threads. */
public final class TouchpointMapper {

    /**
     * @param batch that the message came in, for the time it was sent
     * @param receivedAt when the request was received, in milliseconds since the epoch
     * @throws UnusableMessageException if it cannot be a touchpoint
     */
    public Touchpoint map(Message message, Batch batch, Source source, long receivedAt)
            throws UnusableMessageException {
        if (message.userId().isBlank() && message.anonymousId().isBlank()) {
            throw new UnusableMessageException("userId", "neither userId nor anonymousId; expected one of them");
        }
        Touchpoint touchpoint = new Touchpoint();
        touchpoint.setMessageId(message.messageId());
        touchpoint.setUserId(message.userId().isBlank() ? null : message.userId());
        touchpoint.setAnonymousId(message.anonymousId().isBlank() ? null : message.anonymousId());
        touchpoint.setEvent(message.event());
        touchpoint.setTime(message.time() == Message.NO_TIME ? receivedAt : message.time());
        touchpoint.setReceivedAt(receivedAt);
        touchpoint.setProperties(Map.of());
        touchpoint.setTraits(Map.of());
        touchpoint.setSource(source.name());
        return touchpoint;
    }
}
