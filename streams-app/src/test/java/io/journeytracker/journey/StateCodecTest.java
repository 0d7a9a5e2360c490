package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.SchemaTrust;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TestMaps;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A customer who was stored and read again goes on as one who never left the heap. */
class StateCodecTest {

    private static final String[] EVENTS = {"Viewed", "Added", "Ordered", "Cancelled", "Emptied", "Unknown"};
    private static final long GRACE = 3_600_000;

    private final Engines engines =
            new Engines(() -> JourneyCatalog.of(List.of(TestMaps.shop(1), TestMaps.shop("other", 4))));

    @BeforeAll
    static void trust() {
        SchemaTrust.establish();
    }

    @Test
    void stored_and_read_again_it_is_equal_and_goes_on_alike() {
        String full = ShopMap.FULL.replace("journey: shop", "journey: full");
        JourneyCatalog catalog = JourneyCatalog.of(List.of(
                TestMaps.shop(1),
                TestMaps.shop("other", 4),
                MapFile.of("full.yaml", full, LocalDate.EPOCH).map()));
        Engines same = new Engines(() -> catalog);
        CustomerFold fold = new CustomerFold(same);
        StateCodec codec = new StateCodec(same);
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            CustomerRecord customer = new CustomerRecord();
            for (int i = 0; i < 30; i++) {
                Said before = new Said();
                Said after = new Said();
                CustomerRecord read = codec.decode(codec.encode(customer));
                assertThat(codec.encode(read)).isEqualTo(codec.encode(customer));
                TouchpointRecord next = next(random, i);
                long clock = random.nextInt(3) == 0 ? next.time() + random.nextInt(600_000) : Long.MIN_VALUE;
                fold.touch(customer, next, clock, before);
                fold.touch(read, next, clock, after);
                assertThat(after.said).isEqualTo(before.said);
                assertThat(codec.encode(read)).isEqualTo(codec.encode(customer));
            }
        }
    }

    @Test
    void a_usual_customer_takes_no_more_than_400_bytes() {
        JourneyCatalog catalog = JourneyCatalog.of(List.of(TestMaps.shop(1)));
        Engines one = new Engines(() -> catalog);
        CustomerFold fold = new CustomerFold(one);
        CustomerRecord customer = new CustomerRecord();
        for (int i = 0; i < 8; i++) {
            fold.touch(customer, record("Viewed", 1_770_000_000_000L + i * 60_000L, i), Long.MIN_VALUE, new Said());
        }
        assertThat(new StateCodec(one).encode(customer)).hasSizeLessThan(400);
    }

    @Test
    void a_version_of_a_map_that_nobody_knows_is_told_apart_from_a_bad_record() {
        CustomerFold fold = new CustomerFold(engines);
        CustomerRecord customer = new CustomerRecord();
        fold.touch(customer, record("Viewed", 1, 1), Long.MIN_VALUE, new Said());
        byte[] stored = new StateCodec(engines).encode(customer);
        StateCodec elsewhere = new StateCodec(new Engines(() -> JourneyCatalog.EMPTY));
        assertThatThrownBy(() -> elsewhere.decode(stored))
                .isInstanceOf(UnknownMapException.class)
                .hasMessageContaining("other");
    }

    private static TouchpointRecord next(Random random, int i) {
        long time = 1_770_000_000_000L + i * 60_000L - (random.nextInt(4) == 0 ? random.nextInt((int) GRACE / 2) : 0);
        return record(EVENTS[random.nextInt(EVENTS.length)], time, i);
    }

    private static TouchpointRecord record(String event, long time, long order) {
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId("ann")
                .setEvent(event)
                .setTime(time)
                .setMessageId("m" + order)
                .setValue(order % 3 == 0 ? 9.5 : null)
                .setCurrency(order % 3 == 0 ? "EUR" : null)
                .setSentiment(order % 5 == 0 ? -0.25 : null)
                .build();
        return new TouchpointRecord(
                touchpoint, time, order, TouchpointRecord.id(touchpoint, time, order), Long.MIN_VALUE, false);
    }

    private static final class Said implements CustomerOutput {

        private final List<Object> said = new ArrayList<>();

        @Override
        public void transition(
                CompiledJourney journey, Transition transition, String lastEvent, boolean retracted, boolean replay) {
            said.add(List.of(transition, lastEvent, retracted, replay));
        }

        @Override
        public void touch(CompiledJourney journey, Touch touch, int sign) {
            said.add(List.of(touch, sign));
        }

        @Override
        public void conversion(CompiledJourney journey, Conversion conversion, int sign) {
            said.add(List.of(conversion, sign));
        }

        @Override
        public void moved(CompiledJourney journey, Place before, Place after) {
            said.add(String.valueOf(before) + after);
        }

        @Override
        public void tailFull(CompiledJourney journey) {
            said.add("full");
        }
    }
}
