package io.journeytracker.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints which suites ran, which did not, why, and how to enable those, and fails the build if a test failed: Surefire itself
 * goes on after failures, so that the table comes also then.
 */
public final class SuiteTable {

    private static final List<String> HEAD = List.of("suite", "result", "tests", "skipped", "seconds", "why, and how");

    private final String mode;
    private final Set<String> later;

    /**
     * @param mode of the build
     * @param later tags of suites whose turn has not come; empty: the build is over
     */
    SuiteTable(String mode, Set<String> later) {
        this.mode = mode;
        this.later = later;
    }

    /**
     * @param args the build's mode, the folder of the suites' results, the folder of the schema module's reports, the folder of
     *     Surefire's reports of what ran so far; and, while the build is not over, when the table is printed only if a test
     *     failed, the tags of suites whose turn has not come
     * @throws FailedTests names what failed
     */
    public static void main(String[] args) throws IOException, FailedTests {
        judge(args, System.out);
    }

    static void judge(String[] args, PrintStream out) throws IOException, FailedTests {
        boolean over = args.length == 4;
        Map<Suite, SuiteResult> results = read(Path.of(args[1]));
        Set<String> failures = results.values().stream()
                .flatMap(result -> result.failures().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        SuiteResult reported = SurefireReports.sum(Path.of(args[3]));
        if (failures.isEmpty() && reported.failed() > 0) {
            failures.add(reported.failed() + " that only Surefire's reports tell of");
        }
        if (reported.passed() > 0 && results.isEmpty()) {
            failures.add("all, since no results of suites were written");
        }
        if (over || !failures.isEmpty()) {
            results.put(Suite.SCHEMAS, SurefireReports.sum(Path.of(args[2])));
            out.println();
            out.print(new SuiteTable(args[0], over ? Set.of() : Set.of(args[4].split(","))).render(results));
        }
        if (!failures.isEmpty()) {
            throw new FailedTests(failures);
        }
    }

    /** Ends the build. */
    static final class FailedTests extends Exception {

        private static final long serialVersionUID = 1;

        FailedTests(Collection<String> names) {
            super(names.size() + (names.size() == 1 ? " test failed: " : " tests failed: ") + String.join(", ", names));
        }
    }

    static Map<Suite, SuiteResult> read(Path folder) throws IOException {
        Map<Suite, SuiteResult> all = new EnumMap<>(Suite.class);
        if (!Files.isDirectory(folder)) {
            return all;
        }
        JsonMapper mapper = new JsonMapper();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                mapper.readValue(file.toFile(), new TypeReference<Map<Suite, SuiteResult>>() {})
                        .forEach((suite, result) -> all.merge(suite, result, SuiteResult::plus));
            }
        }
        return all;
    }

    String render(Map<Suite, SuiteResult> results) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (Suite suite : Suite.values()) {
            SuiteResult result =
                    suite.isLeftOut(mode) ? SuiteResult.NONE : results.getOrDefault(suite, SuiteResult.NONE);
            rows.add(row(suite, result));
        }
        for (Check check : Check.values()) {
            if (check.isLeftOut(mode)) {
                rows.add(List.of(
                        check.tag(), "skipped", "0", "0", "0", "left out (" + check.what() + "): run without -Dquick"));
            }
        }
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private List<String> row(Suite suite, SuiteResult result) {
        boolean ran = result.passed() + result.failed() > 0;
        return List.of(
                suite.tag(),
                !ran ? "skipped" : result.failed() > 0 ? "FAILED" : "ran",
                Integer.toString(result.passed() + result.failed()),
                Integer.toString(result.skipped()),
                Long.toString(Math.round(result.millis() / 1000.0)),
                why(suite, result, ran));
    }

    private String why(Suite suite, SuiteResult result, boolean ran) {
        if (suite.isLeftOut(mode)) {
            return "left out (" + suite.what() + "): " + suite.howToEnable();
        }
        if (later.contains(suite.tag())) {
            return "not reached (" + suite.what() + "): a test before it failed";
        }
        if (!result.failures().isEmpty()) {
            return result.failures().stream().sorted().collect(Collectors.joining(", "));
        }
        if (!result.reasons().isEmpty()) {
            return String.join("; ", result.reasons());
        }
        return ran ? suite.what() : "no test of this suite was found";
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                        .mapToObj(column -> String.format("%-" + widths[column] + "s", row.get(column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + "\n";
    }
}
