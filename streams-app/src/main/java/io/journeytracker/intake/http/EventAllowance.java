package io.journeytracker.intake.http;

import io.journeytracker.intake.source.Rate;
import io.journeytracker.intake.source.Sender;
import java.util.function.LongSupplier;

/**
 * How many messages a key may bring, and how many of them one address: a key that pages carry is anybody's, and whoever misuses
 * it must not empty it for everybody else. A batch that is larger than a whole burst is paid for by its own address. Thread-safe.
 */
final class EventAllowance {

    private record Share(String key, String address) {}

    private final RateLimiter<String> keys;
    private final RateLimiter<Share> shares;

    /** @param nanoTime as {@link System#nanoTime()} */
    EventAllowance(LongSupplier nanoTime) {
        keys = new RateLimiter<>(nanoTime, false);
        shares = new RateLimiter<>(nanoTime, true);
    }

    /**
     * Takes so many, or none of them.
     *
     * @return 0: taken; else the seconds after which they can be
     */
    int take(Sender sender, String key, String address, int events) {
        Share share = new Share(key, address);
        Rate ofAddress = sender.ofAddress();
        int wait = shares.take(share, ofAddress.perSecond(), ofAddress.burst(), events);
        if (wait > 0) {
            return wait;
        }
        int waitOfAll =
                keys.take(key, sender.events().perSecond(), sender.events().burst(), events);
        if (waitOfAll > 0) {
            shares.giveBack(share, ofAddress.burst(), events);
        }
        return waitOfAll;
    }
}
