package io.journeytracker.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sums up Surefire's reports of a module in which no {@link SuiteListener} listens. */
final class SurefireReports {

    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(tests|errors|failures|skipped|time)=\"([0-9.,]+)\"");

    private SurefireReports() {}

    static SuiteResult sum(Path folder) throws IOException {
        SuiteResult sum = SuiteResult.NONE;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path report : files.filter(
                                file -> file.getFileName().toString().startsWith("TEST-"))
                        .toList()) {
                    sum = sum.plus(read(Files.readString(report)));
                }
            }
        }
        return sum;
    }

    private static SuiteResult read(String report) {
        int head = report.indexOf("<testsuite ");
        Matcher attribute = ATTRIBUTE.matcher(report.substring(head, report.indexOf('>', head)));
        int tests = 0;
        int failed = 0;
        int skipped = 0;
        double seconds = 0;
        while (attribute.find()) {
            double value = Double.parseDouble(attribute.group(2).replace(",", ""));
            switch (attribute.group(1)) {
                case "tests" -> tests = (int) value;
                case "errors", "failures" -> failed += (int) value;
                case "skipped" -> skipped = (int) value;
                default -> seconds = value;
            }
        }
        return new SuiteResult(
                tests - failed - skipped, failed, skipped, Math.round(seconds * 1000), Set.of(), Set.of());
    }
}
