package io.journeytracker.intake.mapping;

import io.journeytracker.intake.message.Message;

/** What happened, in the words that maps use. */
final class EventName {

    static final int MAX = 256;

    private EventName() {}

    /** @throws UnusableMessageException if a track message names no event, or one that is too long */
    static String of(Message message) throws UnusableMessageException {
        return switch (message.kind()) {
            case PAGE -> "Page Viewed";
            case SCREEN -> "Screen Viewed";
            case IDENTIFY -> "User Identified";
            case GROUP -> "Group Joined";
            case ALIAS -> "User Aliased";
            case TRACK -> checked(message.event().strip());
        };
    }

    private static String checked(String event) throws UnusableMessageException {
        if (event.isEmpty() || event.length() > MAX) {
            throw new UnusableMessageException("event", "has " + event.length() + " characters; expected 1 to " + MAX);
        }
        return event;
    }
}
