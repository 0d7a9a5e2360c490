package io.journeytracker.intake.protocol;

import java.util.List;

/** All protocols that the intake speaks. */
public final class Protocols {

    private Protocols() {}

    public static List<Protocol> all() {
        return List.of(
                new SegmentProtocol(),
                new RudderStackProtocol(),
                new JitsuProtocol(),
                new SnowplowProtocol(),
                new PostHogProtocol(),
                new CloudEventsProtocol(),
                new TouchpointsProtocol());
    }
}
