package io.journeytracker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.failure.DeadLetterHandler;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

    private final List<Throwable> fatal = new ArrayList<>();
    private final ThreadFailures failures = new ThreadFailures(fatal::add);

    private static final class MapIsAway extends RuntimeException implements DeadLetterHandler.Fatal {

        private static final long serialVersionUID = 1L;
    }

    @Test
    void whatPassesIsTriedAgain() {
        assertThat(failures.handle(new StreamsException(new TimeoutException("slow broker"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(ThreadFailures.passes(new StreamsException(new MapIsAway()))).isTrue();
        assertThat(fatal).isEmpty();
        assertThat(failures.waiting()).isEmpty();
    }

    @Test
    void aFaultOfOursEndsTheInstance() {
        RuntimeException fault = new StreamsException(new IllegalStateException("bug"));
        assertThat(failures.handle(fault)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(fatal).containsExactly(fault);
    }

    @Test
    void nothingIsTriedAgainOnceTheInstanceStops() {
        failures.stop();
        assertThat(failures.handle(new StreamsException(new TimeoutException("slow broker"))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
