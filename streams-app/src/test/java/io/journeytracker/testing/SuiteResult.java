package io.journeytracker.testing;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How a suite went.
 *
 * @param skipped tests, or whole classes, that said that they cannot run here
 * @param millis spent in its test classes
 * @param reasons why tests were skipped, each once
 * @param failures names of what failed: tests, or classes as a whole
 */
record SuiteResult(int passed, int failed, int skipped, long millis, Set<String> reasons, Set<String> failures) {

    static final SuiteResult NONE = new SuiteResult(0, 0, 0, 0, Set.of(), Set.of());

    SuiteResult plus(SuiteResult other) {
        return new SuiteResult(
                passed + other.passed,
                failed + other.failed,
                skipped + other.skipped,
                millis + other.millis,
                both(reasons, other.reasons),
                both(failures, other.failures));
    }

    static SuiteResult pass() {
        return new SuiteResult(1, 0, 0, 0, Set.of(), Set.of());
    }

    static SuiteResult fail(String name) {
        return new SuiteResult(0, 1, 0, 0, Set.of(), Set.of(name));
    }

    static SuiteResult skip(String reason) {
        return new SuiteResult(0, 0, 1, 0, Set.of(reason), Set.of());
    }

    static SuiteResult took(long millis) {
        return new SuiteResult(0, 0, 0, millis, Set.of(), Set.of());
    }

    private static Set<String> both(Set<String> first, Set<String> second) {
        Set<String> both = new LinkedHashSet<>(first);
        both.addAll(second);
        return both;
    }
}
