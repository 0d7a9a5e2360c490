package io.journeytracker.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.journeytracker.intake.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Times of devices, in milliseconds; the server's clock is right. */
class DeviceClocksTest {

    private static final long NOW = 1_795_442_855_700L;
    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final int HISTORIES = 2_000;

    private final DeviceClocks clocks = new DeviceClocks();

    @Test
    void aClockThatIsNearlyRightIsTrusted() {
        assertThat(clocks.corrected("s", "d", NOW - 20 * SECOND, NOW - 20 * SECOND, NOW))
                .isEqualTo(NOW - 20 * SECOND);
    }

    @Test
    void aClockThatIsWrongIsCorrectedEitherWay() {
        assertThat(clocks.corrected("s", "behind", NOW - HOUR - 5, NOW - HOUR, NOW))
                .isEqualTo(NOW - 5);
        assertThat(clocks.corrected("s", "ahead", NOW + HOUR - 5, NOW + HOUR, NOW))
                .isEqualTo(NOW - 5);
        assertThat(clocks.corrected("s", "other", NOW - 5, NOW, NOW)).isEqualTo(NOW - 5);
        assertThat(clocks.corrected("t", "behind", NOW - 5, NOW, NOW)).isEqualTo(NOW - 5);
    }

    @Test
    void theNetworksJitterChangesNothing() {
        assertThat(clocks.corrected("s", "d", NOW - HOUR, NOW - HOUR, NOW)).isEqualTo(NOW);
        assertThat(clocks.corrected("s", "d", NOW - HOUR + 1, NOW - HOUR + 1, NOW + 40 * SECOND))
                .isEqualTo(NOW + 1);
        assertThat(clocks.corrected("s", "d", NOW - HOUR + 2, NOW - HOUR + 2, NOW - 40 * SECOND))
                .isEqualTo(NOW + 2);
    }

    @Test
    void jitterAroundTheLimitOfTrustChangesNothingEither() {
        assertThat(clocks.corrected("s", "d", NOW, NOW, NOW + 29 * SECOND)).isEqualTo(NOW);
        assertThat(clocks.corrected("s", "d", NOW + 1, NOW + 1, NOW + 32 * SECOND))
                .isEqualTo(NOW + 1);
    }

    @Test
    void arequestThatWasLongOnItsWayMovesNothing() {
        assertThat(clocks.corrected("s", "d", NOW, NOW, NOW)).isEqualTo(NOW);
        assertThat(clocks.corrected("s", "d", NOW + 1, NOW + 1, NOW + HOUR)).isEqualTo(NOW + 1);
    }

    @Test
    void aBetterEstimateIsTakenWithoutChangingTheOrder() {
        long late = clocks.corrected("s", "d", NOW, NOW, NOW + HOUR);
        long soonAfter = clocks.corrected("s", "d", NOW + SECOND, NOW + SECOND, NOW + 2 * SECOND);
        long muchLater = clocks.corrected("s", "d", NOW + 2 * HOUR, NOW + 2 * HOUR, NOW + 2 * HOUR);

        assertThat(late).isEqualTo(NOW + HOUR);
        assertThat(soonAfter).isEqualTo(late);
        assertThat(muchLater).isEqualTo(NOW + 2 * HOUR);
        assertThat(clocks.corrected("s", "d", NOW, NOW, NOW + HOUR)).as("again").isEqualTo(late);
    }

    @Test
    void aClockThatIsSetRightIsTrustedFromThenOn() {
        long before = clocks.corrected("s", "d", NOW + HOUR, NOW + HOUR, NOW);
        long after = clocks.corrected("s", "d", NOW + 2 * HOUR, NOW + 2 * HOUR, NOW + 2 * HOUR);

        assertThat(before).isEqualTo(NOW);
        assertThat(after).isEqualTo(NOW + 2 * HOUR);
    }

    @Test
    void withoutATimeOfSendingTheDeviceIsTrusted() {
        assertThat(clocks.corrected("s", "d", NOW - HOUR, Message.NO_TIME, NOW)).isEqualTo(NOW - HOUR);
        assertThat(clocks.corrected("s", "d", NOW - HOUR + 1, NOW - HOUR + 1, NOW))
                .isEqualTo(NOW);
        assertThat(clocks.corrected("s", "d", NOW - HOUR, Message.NO_TIME, NOW))
                .as("as before")
                .isEqualTo(NOW - HOUR);
    }

    @Test
    void aDeviceIsForgottenWhenItIsSilent() {
        long[] nanos = new long[1];
        DeviceClocks forgetful = new DeviceClocks(10, () -> nanos[0]);
        assertThat(forgetful.corrected("s", "d", NOW, NOW, NOW)).isEqualTo(NOW);
        assertThat(forgetful.corrected("s", "d", NOW + 1, NOW + 1, NOW + HOUR)).isEqualTo(NOW + 1);

        nanos[0] = DeviceClocks.IDLE.plusSeconds(1).toNanos();

        assertThat(forgetful.corrected("s", "d", NOW + 2, NOW + 2, NOW + HOUR)).isEqualTo(NOW + HOUR);
    }

    /** One message: its time by the device's clock, the request that brought it. */
    private record Said(long time, long sentAt, long receivedAt) {}

    @Test
    void whateverDelaysNoDevicesMessagesChangeTheirOrder() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Said> history = history(random);
            DeviceClocks fresh = new DeviceClocks(10, Ticker.disabledTicker());
            List<long[]> corrected = new ArrayList<>();
            for (Said said : history) {
                corrected.add(new long[] {
                    said.time(), fresh.corrected("s", "d", said.time(), said.sentAt(), said.receivedAt())
                });
            }
            corrected.sort(Comparator.comparingLong(times -> times[0]));
            for (int i = 1; i < corrected.size(); i++) {
                assertThat(corrected.get(i)[1])
                        .as(
                                "history %d: device times %d and %d",
                                seed, corrected.get(i - 1)[0], corrected.get(i)[0])
                        .isGreaterThanOrEqualTo(corrected.get(i - 1)[1]);
            }
        }
    }

    @Test
    void aSteadyClockBehindASteadyNetworkIsShiftedAsAWhole() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            long behind = HOUR + random.nextInt(100_000);
            long shift = Long.MIN_VALUE;
            for (int i = 0; i < 20; i++) {
                long time = NOW + i * SECOND;
                long delay = random.nextInt((int) DeviceClock.STEADY_MILLIS);
                long moved = clocks.corrected("steady", "d" + seed, time, time, time + behind + delay) - time;
                shift = shift == Long.MIN_VALUE ? moved : shift;
                assertThat(moved).isEqualTo(shift).isBetween(behind, behind + DeviceClock.STEADY_MILLIS);
            }
        }
    }

    /** Requests of a device whose clock is wrong, and may be set, over a network that may hold them up for hours, out of order. */
    private static List<Said> history(Random random) {
        long behind = random.nextBoolean() ? 0 : random.nextInt(8_000_000) - 4_000_000;
        long truth = NOW;
        List<List<Said>> requests = new ArrayList<>();
        for (int request = 0; request < 12; request++) {
            if (random.nextInt(6) == 0) {
                // Setting a clock back makes its own times overlap; only forward, so that the device's order is the
                // truth.
                behind -= random.nextInt(4_000_000);
            }
            int messages = 1 + random.nextInt(4);
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                truth += 1 + random.nextInt(40_000);
                times.add(truth - behind);
            }
            long sentAt = random.nextInt(5) == 0 ? Message.NO_TIME : truth - behind + random.nextInt(1_000);
            long delay = random.nextInt(3) == 0 ? random.nextInt(7_200_000) : random.nextInt(3_000);
            long receivedAt = truth + delay;
            requests.add(times.stream()
                    .map(time -> new Said(time, sentAt, receivedAt))
                    .toList());
        }
        if (random.nextBoolean()) {
            requests.sort(Comparator.comparingLong(request -> request.get(0).receivedAt()));
        } else {
            Collections.shuffle(requests, random);
        }
        return requests.stream().flatMap(List::stream).toList();
    }

    @Test
    void whatIsKeptOfADeviceIsBounded() {
        DeviceClock clock = DeviceClock.UNKNOWN;
        for (int i = 0; i < 1_000; i++) {
            clock = clock.estimated(-i * HOUR).seen(NOW + i * HOUR);
        }

        assertThat(clock.past()).hasSize(8);
        assertThat(Duration.ofMillis(clock.corrected(NOW)))
                .isLessThan(Duration.ofMillis(clock.corrected(NOW + HOUR)).plusMillis(1));
    }
}
