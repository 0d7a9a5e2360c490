package io.journeytracker.simulator;

/**
 * How the shop is simulated.
 *
 * @param seed the same seed gives the same touchpoints
 * @param historyPerDay touchpoints a day in the history, on average; more than 0
 * @param livePerSecond touchpoints a second in the live part, on average; more than 0
 * @param outages when payments fail
 */
public record ShopSettings(long seed, double historyPerDay, double livePerSecond, Outages outages) {

    public ShopSettings {
        if (!(historyPerDay > 0) || !(livePerSecond > 0)) {
            throw new IllegalArgumentException("Touchpoints a day in the history " + historyPerDay + ", a second live "
                    + livePerSecond + ": expected both more than 0");
        }
    }

    /** About 40,000 touchpoints in 14 days of history, 20 a second live, a payment outage every five minutes. */
    public static ShopSettings usual() {
        return new ShopSettings(1, 2_600, 20, Outages.usual());
    }

    public ShopSettings withSeed(long other) {
        return new ShopSettings(other, historyPerDay, livePerSecond, outages);
    }

    public ShopSettings withHistoryPerDay(double touchpoints) {
        return new ShopSettings(seed, touchpoints, livePerSecond, outages);
    }

    public ShopSettings withLivePerSecond(double touchpoints) {
        return new ShopSettings(seed, historyPerDay, touchpoints, outages);
    }

    public ShopSettings withOutages(Outages other) {
        return new ShopSettings(seed, historyPerDay, livePerSecond, other);
    }
}
