package io.journeytracker.intake.mapping;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.journeytracker.intake.message.Message;
import java.time.Duration;

/**
 * Corrects the times of devices whose clocks are wrong, without ever putting two messages of one device in another order.
 *
 * <p>A device's clock is behind ours by (time of receipt − time of sending), plus what the network took. Up to
 * {@link DeviceClock#TRUSTED_MILLIS} it is trusted as it is. What is known of a device is kept for {@link #IDLE} after its
 * last message, of at most {@link #MAX_DEVICES} devices, in this process: behind several instances, or after that time, a
 * device whose clock is wrong may be corrected by an offset that differs by as much as the network's delay did. A device is an
 * anonymous id within a source; where two machines send under one, they are taken for one clock.
 */
final class DeviceClocks {

    static final int MAX_DEVICES = 100_000;
    static final Duration IDLE = Duration.ofMinutes(30);

    private record Device(String source, String id) {}

    private final Cache<Device, DeviceClock> clocks;

    DeviceClocks() {
        this(MAX_DEVICES, Ticker.systemTicker());
    }

    DeviceClocks(int devices, Ticker ticker) {
        clocks = Caffeine.newBuilder()
                .maximumSize(devices)
                .expireAfterAccess(IDLE)
                .ticker(ticker)
                .build();
    }

    /**
     * @param time when it happened by the device's clock
     * @param sentAt when it was sent by the device's clock; {@link Message#NO_TIME}: not known
     * @param receivedAt when it was received by ours
     * @return when it happened by ours, all in milliseconds since the epoch
     */
    long corrected(String source, String device, long time, long sentAt, long receivedAt) {
        long[] corrected = new long[1];
        clocks.asMap().compute(new Device(source, device), (key, known) -> {
            DeviceClock clock = known == null ? DeviceClock.UNKNOWN : known;
            DeviceClock learned = (sentAt == Message.NO_TIME ? clock : clock.estimated(receivedAt - sentAt)).seen(time);
            corrected[0] = learned.corrected(time);
            return learned;
        });
        return corrected[0];
    }
}
