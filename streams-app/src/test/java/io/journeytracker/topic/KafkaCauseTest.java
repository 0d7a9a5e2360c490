package io.journeytracker.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaCauseTest {

    @Test
    void theMessageOfTheInnermostCauseIsToldInOneLine() {
        assertThat(KafkaCause.of(new KafkaException("outside", new TimeoutException("no\nanswer"))))
                .isEqualTo("no answer");
        assertThat(KafkaCause.of(new KafkaException((String) null))).isEqualTo("KafkaException");
    }

    @Test
    void refusalsOfWhoAsksOrOfWhatIsAskedLastAndTheMomentsTroubleDoesNot() {
        assertThat(KafkaCause.lasts(new TopicAuthorizationException("no"))).isTrue();
        assertThat(KafkaCause.lasts(new TransactionalIdAuthorizationException("no")))
                .isTrue();
        assertThat(KafkaCause.lasts(new KafkaException(new SaslAuthenticationException("no"))))
                .isTrue();
        assertThat(KafkaCause.lasts(new KafkaException("commit", new RecordTooLargeException())))
                .isTrue();
        assertThat(KafkaCause.lasts(new TimeoutException("late"))).isFalse();
        assertThat(KafkaCause.lasts(new NotEnoughReplicasException("few"))).isFalse();
        assertThat(KafkaCause.lasts(new ProducerFencedException("another"))).isFalse();
    }

    @Test
    void whatIsTooLargeIsToldApart() {
        assertThat(KafkaCause.isTooLarge(new KafkaException("commit", new RecordTooLargeException())))
                .isTrue();
        assertThat(KafkaCause.isTooLarge(new TopicAuthorizationException("no"))).isFalse();
    }
}
