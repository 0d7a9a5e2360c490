package io.journeytracker.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the tests of each {@link Suite} and writes the result where system property {@code journey.suites} says. Lets whatever is waited for
 * without a bound of its own take as long as the slowest machine needs.
 */
public final class SuiteListener implements TestExecutionListener {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String file = System.getProperty("journey.suites");
    private final Map<Suite, SuiteResult> results = new EnumMap<>(Suite.class);
    private final Map<String, Long> began = new ConcurrentHashMap<>();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        began.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, SuiteResult.skip(reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        long millis = (System.nanoTime() - began.remove(test.getUniqueId())) / 1_000_000;
        if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
            add(test, SuiteResult.took(millis));
        }
        switch (result.getStatus()) {
            case ABORTED -> add(test, SuiteResult.skip(reason(result)));
            case FAILED -> add(test, SuiteResult.fail(name(test)));
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    add(test, SuiteResult.pass());
                }
            }
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(Path.of(file).getParent());
            new JsonMapper().writeValue(Path.of(file).toFile(), results);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the suites' results to " + file, e);
        }
    }

    private synchronized void add(TestIdentifier test, SuiteResult result) {
        results.merge(Suite.of(test.getTags()), result, SuiteResult::plus);
    }

    /** As one would run it: its class, its method, and which run of the method it was. */
    private static String name(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            String name = simple(method.getClassName()) + '.' + method.getMethodName();
            boolean once = test.getDisplayName().startsWith(method.getMethodName());
            return once ? name : name + ' ' + test.getDisplayName();
        }
        return source instanceof ClassSource whole ? simple(whole.getClassName()) : test.getDisplayName();
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static String reason(TestExecutionResult result) {
        return result.getThrowable()
                .map(Throwable::getMessage)
                .map(message -> message.replace("Assumption failed: ", ""))
                .orElse("aborted");
    }
}
