package io.journeytracker.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prints at the end of a build which suites ran, which did not, why, and how to enable those. */
public final class SuiteTable {

    private static final List<String> HEAD = List.of("suite", "result", "tests", "skipped", "seconds", "why, and how");

    private SuiteTable() {}

    /** @param args the build's mode, the folder of the suites' results, the folder of the schema module's reports */
    public static void main(String[] args) throws IOException {
        System.out.println();
        Map<Suite, SuiteResult> results = read(Path.of(args[1]));
        results.put(Suite.SCHEMAS, SurefireReports.sum(Path.of(args[2])));
        System.out.print(render(args[0], results));
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

    static String render(String mode, Map<Suite, SuiteResult> results) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (Suite suite : Suite.values()) {
            SuiteResult result =
                    suite.isLeftOut(mode) ? SuiteResult.NONE : results.getOrDefault(suite, SuiteResult.NONE);
            rows.add(row(suite, result, mode));
        }
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static List<String> row(Suite suite, SuiteResult result, String mode) {
        boolean ran = result.passed() + result.failed() > 0;
        return List.of(
                suite.tag(),
                !ran ? "skipped" : result.failed() > 0 ? "FAILED" : "ran",
                Integer.toString(result.passed() + result.failed()),
                Integer.toString(result.skipped()),
                Long.toString(Math.round(result.millis() / 1000.0)),
                why(suite, result, mode, ran));
    }

    private static String why(Suite suite, SuiteResult result, String mode, boolean ran) {
        if (suite.isLeftOut(mode)) {
            return "left out (" + suite.what() + "): " + suite.howToEnable();
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
