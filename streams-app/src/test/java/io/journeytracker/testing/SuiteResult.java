package io.journeytracker.testing;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How a suite went.
 *
 * @param skipped tests, or whole classes, that said that they cannot run here
 * @param millis spent in its test classes
 * @param reasons why tests were skipped, each once
 */
record SuiteResult(int passed, int failed, int skipped, long millis, Set<String> reasons) {

    static final SuiteResult NONE = new SuiteResult(0, 0, 0, 0, Set.of());

    SuiteResult plus(SuiteResult other) {
        Set<String> both = new LinkedHashSet<>(reasons);
        both.addAll(other.reasons);
        return new SuiteResult(
                passed + other.passed, failed + other.failed, skipped + other.skipped, millis + other.millis, both);
    }

    static SuiteResult pass() {
        return new SuiteResult(1, 0, 0, 0, Set.of());
    }

    static SuiteResult fail() {
        return new SuiteResult(0, 1, 0, 0, Set.of());
    }

    static SuiteResult skip(String reason) {
        return new SuiteResult(0, 0, 1, 0, Set.of(reason));
    }

    static SuiteResult took(long millis) {
        return new SuiteResult(0, 0, 0, millis, Set.of());
    }
}
