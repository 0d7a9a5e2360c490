package io.journeytracker.metric;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Counts what is logged, by level, as {@code logback.events}. It is an appender and so is asked only about what is written;
 * Micrometer's own binder is a filter that every question whether to log passes through, of which Kafka's clients ask a dozen a
 * record: 5 % of a stream thread's time.
 */
final class LogEvents extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Map<Level, Counter> counters = new HashMap<>();
    private Logger root;

    /** Counts from now on. Nothing is counted where another library than Logback writes the log. */
    void bindTo(MeterRegistry registry) {
        for (Level level : List.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE)) {
            counters.put(
                    level,
                    Counter.builder("logback.events")
                            .tag("level", level.toString().toLowerCase(Locale.ROOT))
                            .baseUnit(BaseUnits.EVENTS)
                            .description("Lines in the log")
                            .register(registry));
        }
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            setName("log-events");
            setContext(context);
            start();
            root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.addAppender(this);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        counters.get(event.getLevel()).increment();
    }

    @Override
    public void close() {
        if (root != null) {
            root.detachAppender(this);
        }
        stop();
    }
}
