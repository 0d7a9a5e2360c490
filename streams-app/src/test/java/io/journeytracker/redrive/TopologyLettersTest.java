package io.journeytracker.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.journeytracker.failure.DeadReason;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

class TopologyLettersTest {

    private static final Topics TOPICS = new Topics("shop.");

    private static Again again(ProducerRecord<byte[], byte[]> letter, boolean includeLate) {
        return new TopologyLetters(TOPICS, includeLate).read(Letters.read(letter));
    }

    private static ProducerRecord<byte[], byte[]> sent(ProducerRecord<byte[], byte[]> letter) {
        return assertThat(again(letter, true))
                .asInstanceOf(type(Again.Send.class))
                .actual()
                .records()
                .get(0);
    }

    private static AbstractStringAssert<?> left(ProducerRecord<byte[], byte[]> letter) {
        return assertThat(again(letter, false))
                .asInstanceOf(type(Again.Leave.class))
                .extracting(Again.Leave::why, STRING);
    }

    @Test
    void theSameBytesGoBackToWhereTheyWereReadWithTheirOwnHeaders() {
        ProducerRecord<byte[], byte[]> sent =
                sent(Letters.ofTopology("shop.touchpoints", DeadReason.UNDECODABLE, "ann", "bytes"));
        assertThat(sent.topic()).isEqualTo("shop.touchpoints");
        assertThat(sent.key()).isEqualTo(Letters.utf8("ann"));
        assertThat(sent.value()).isEqualTo(Letters.utf8("bytes"));
        assertThat(sent.timestamp()).isEqualTo(Letters.WRITTEN);
        assertThat(sent.partition()).isNull();
        assertThat(sent.headers()).extracting(Header::key).containsExactly(Headers.ORDER);
    }

    @Test
    void whatHadNoKeyGoesToItsPartition() {
        assertThat(sent(Letters.ofTopology("shop.touchpoints", DeadReason.FAILED, null, "bytes"))
                        .partition())
                .isEqualTo(1);
    }

    @Test
    void whatIsLateStaysUnlessItIsAskedFor() {
        ProducerRecord<byte[], byte[]> late =
                Letters.ofTopology("shop.touchpoints-by-customer", DeadReason.LATE, "ann", "bytes");
        left(late).contains("would be late again; --include-late");
        assertThat(sent(late).topic()).isEqualTo("shop.touchpoints-by-customer");
    }

    @Test
    void whatCannotBeSentStaysWithAReason() {
        left(Letters.ofTopology("touchpoints", DeadReason.UNDECODABLE, "ann", "bytes"))
                .contains("none of this installation's");
        left(Letters.ofTopology("shop.touchpoints", DeadReason.EMPTY, "ann", null))
                .contains("has no value");
        ProducerRecord<byte[], byte[]> tick = Letters.ofTopology("shop.touchpoints", DeadReason.INVALID, null, null);
        tick.headers().add(Headers.TICK, new byte[3]);
        left(tick).contains("is a tick");
    }
}
