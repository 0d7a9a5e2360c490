package io.journeytracker.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class or package says in the log until it is closed: messages, and those of what was thrown. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger;
    private final Level level;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** From information upwards. */
    public CapturedLog(Class<?> of) {
        this(of.getName(), Level.INFO);
    }

    /** Of a package, whatever it says. */
    public static CapturedLog everything(String of) {
        return new CapturedLog(of, Level.TRACE);
    }

    private CapturedLog(String of, Level from) {
        logger = (Logger) LoggerFactory.getLogger(of);
        level = logger.getLevel();
        logger.setLevel(from);
        logger.setAdditive(false);
        start();
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        lines.add(event.getFormattedMessage() + (thrown == null ? "" : " " + ThrowableProxyUtil.asString(thrown)));
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(level);
        logger.setAdditive(true);
        stop();
    }
}
