package io.journeytracker.replay.proposal;

/** What a log tells of one event: who did it, how early in their journey, and what silence followed. Mutable. */
final class EventProfile {

    private final String event;
    private final CommonGap gaps = new CommonGap();
    private long customers;
    private double positions;

    EventProfile(String event) {
        this.event = event;
    }

    /** @param position of the customer's first touchpoint of this event among all of theirs, 0 first to 1 last */
    void firstDone(double position) {
        customers++;
        positions += position;
    }

    void followedAfter(long millis) {
        gaps.add(millis);
    }

    String event() {
        return event;
    }

    long customers() {
        return customers;
    }

    /** Mean over the customers who did it. */
    double position() {
        return customers == 0 ? 0 : positions / customers;
    }

    CommonGap gaps() {
        return gaps;
    }
}
