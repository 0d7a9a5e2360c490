package io.journeytracker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md tells of every suite and of every benchmark. */
class ContributingTest {

    private static final String DOCUMENT = "CONTRIBUTING.md";
    private static final Pattern TAG = Pattern.compile("(?m)^@Tag\\(\"([a-z]+)\"\\)");
    private static final Pattern BENCHMARK = Pattern.compile("(?m)^- `(\\w+BenchmarkTest)`: ");
    private static final Path TESTS = Checkout.root().resolve("streams-app/src/test/java");

    @Test
    void listsEveryBenchmark() throws IOException {
        List<String> benchmarks;
        try (Stream<Path> files = Files.walk(TESTS)) {
            benchmarks = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("BenchmarkTest.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList();
        }
        assertThat(listed(BENCHMARK)).containsExactlyInAnyOrderElementsOf(benchmarks);
    }

    @Test
    void listsEverySuiteAndEachHasTests() throws IOException {
        Set<String> carried = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
                carried.addAll(found(TAG, Files.readString(file)));
            }
        }
        Set<String> suites = Arrays.stream(Suite.values())
                .filter(suite -> suite != Suite.SCHEMAS && suite != Suite.FAST)
                .map(Suite::tag)
                .collect(Collectors.toSet());
        assertThat(carried.remove("alone")).as("no suite, but how a test runs").isTrue();
        assertThat(carried).isEqualTo(suites);
        assertThat(Checkout.codeInFirstColumn(DOCUMENT)).containsAll(suites);
    }

    private static List<String> listed(Pattern pattern) {
        return found(pattern, Checkout.read(DOCUMENT));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
