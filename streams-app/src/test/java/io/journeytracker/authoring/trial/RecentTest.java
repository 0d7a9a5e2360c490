package io.journeytracker.authoring.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.identity.IdentitiesInMemory;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.log.LogRow;
import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.MockSchemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static final long NOW = 1_772_445_600_000L;

    private final AvroSerdes serdes = serdes();
    private long offset;

    private static AvroSerdes serdes() {
        Map<String, String> settings = new HashMap<>(Map.of("schema.registry.url", "mock://recent"));
        MockSchemas.register(settings);
        return new AvroSerdes(settings);
    }

    /** @param most so many of the touchpoints here are kept, of so many customers: the texts of each are short */
    private Recent recent(int most, int customers) {
        return new Recent(
                serdes.touchpointReader(),
                new IdentitiesInMemory(IdentityRules.USUAL, true),
                NOW,
                (long) most * Recent.LEAST_WEIGHT + (long) customers * Recent.CUSTOMER_WEIGHT);
    }

    private ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("touchpoints", 0, offset++, null, value);
    }

    private ConsumerRecord<byte[], byte[]> touchpoint(String user, String device, long after, Boolean consent) {
        return touchpoint(user, device, after, consent, "");
    }

    private ConsumerRecord<byte[], byte[]> touchpoint(
            String user, String device, long after, Boolean consent, String text) {
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId(user)
                .setAnonymousId(device)
                .setProperties(Map.of("text", text))
                .setEvent("Viewed")
                .setTime(NOW + after)
                .setReceivedAt(NOW + after)
                .setMessageId("m" + offset)
                .setConsent(consent)
                .build();
        return record(serdes.values(Touchpoint.class).serializer().serialize("touchpoints", touchpoint));
    }

    private static List<String> told(Recent recent) {
        return recent.rows().stream()
                .map((LogRow row) -> row.customer() + " " + (row.time() - NOW))
                .toList();
    }

    @Test
    void theNewestAreKeptAndComeByTime() {
        Recent recent = recent(3, 1);
        for (long after : new long[] {5, 1, 4, 2, 3}) {
            recent.take(touchpoint("ann", null, after, null));
        }
        assertThat(recent.dropped()).isEqualTo(2);
        assertThat(told(recent)).containsExactly("ann 3", "ann 4", "ann 5");
    }

    @Test
    void whatAVisitorDidBeforeSigningInIsTheCustomers() {
        Recent recent = recent(10, 3);
        recent.take(touchpoint(null, "d1", 1, null));
        recent.take(touchpoint("ann", "d1", 2, null));
        recent.take(touchpoint(null, "d2", 3, null));
        assertThat(told(recent)).containsExactly("ann 1", "ann 2", "anonymous~d2 3");
    }

    @Test
    void ticksAndWhatIsTooOldArePassedOverAndWhatNobodyCanReadIsCounted() {
        Recent recent = recent(10, 3);
        recent.take(record(null));
        recent.take(record(new byte[] {1, 2, 3}));
        recent.take(touchpoint("ann", null, -1, null));
        recent.take(touchpoint("ann", null, 0, null));
        assertThat(recent.unreadable()).isEqualTo(1);
        assertThat(told(recent)).containsExactly("ann 0");
    }

    @Test
    void whatWasForgottenBeforeSigningInStaysForgotten() {
        Recent recent = recent(10, 3);
        recent.take(touchpoint(null, "d1", 1, null));
        recent.take(touchpoint(null, "d1", 2, false));
        recent.take(touchpoint("ann", "d1", 3, true));
        recent.take(touchpoint("ann", null, 4, null));
        assertThat(told(recent)).containsExactly("ann 3", "ann 4");
    }

    @Test
    void theOrderInWhichPartitionsAreReadSaysNothing() {
        Recent recent = recent(10, 3);
        recent.take(touchpoint("ben", "d1", 3, null));
        recent.take(touchpoint(null, "d1", 2, null));
        recent.take(touchpoint("ann", "d1", 1, null));
        assertThat(told(recent)).containsExactly("ann 1", "ann 2", "ben 3");
    }

    @Test
    void fromSomeMomentOnAllOfThemAreThere() {
        Recent recent = recent(2, 1);
        for (long after : new long[] {5, 3, 4, 1, 2}) {
            recent.take(touchpoint("ann", null, after, null));
        }
        assertThat(recent.dropped()).isEqualTo(3);
        assertThat(told(recent)).containsExactly("ann 4", "ann 5");
    }

    @Test
    void aCustomerTakesRoomTooUntilTheLastTouchpointIsLeftOut() {
        Recent recent = recent(4, 2);
        recent.take(touchpoint("ann", null, 1, null));
        recent.take(touchpoint("ben", null, 2, null));
        recent.take(touchpoint("ben", null, 3, null));
        assertThat(recent.dropped()).isZero();
        recent.take(touchpoint("cyd", null, 4, null));
        assertThat(recent.dropped()).isEqualTo(1);
        recent.take(touchpoint("dan", null, 5, null));
        assertThat(told(recent)).containsExactly("cyd 4", "dan 5");
    }

    @Test
    void aLongOneTakesThePlaceOfManyShortOnes() {
        Recent recent = recent(10, 2);
        for (long after = 1; after <= 10; after++) {
            recent.take(touchpoint("ann", null, after, null));
        }
        assertThat(recent.dropped()).isZero();
        recent.take(touchpoint("ben", null, 11, null, "x".repeat(Recent.LEAST_WEIGHT)));
        assertThat(recent.dropped()).isBetween(4L, 6L);
        assertThat(told(recent)).startsWith("ann " + (recent.dropped() + 1)).endsWith("ben 11");
    }

    @Test
    void whoDoesNotWantToBeFollowedIsLeftOut() {
        Recent recent = recent(10, 3);
        recent.take(touchpoint("ann", null, 1, null));
        recent.take(touchpoint("ben", null, 2, null));
        recent.take(touchpoint("ann", null, 3, false));
        assertThat(told(recent)).containsExactly("ben 2");
    }
}
