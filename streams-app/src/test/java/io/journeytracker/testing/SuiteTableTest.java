package io.journeytracker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTableTest {

    private final Map<Suite, SuiteResult> results = Map.of(
            Suite.FAST, new SuiteResult(12, 0, 0, 3400, Set.of()),
            Suite.BROKER, new SuiteResult(3, 1, 0, 61_000, Set.of()),
            Suite.CONTAINERS, new SuiteResult(0, 0, 2, 10, Set.of("no Docker engine")));

    @Test
    void saysWhatRanWhatFailedAndWhatCouldNot() {
        assertThat(SuiteTable.render("default", results).lines())
                .anyMatch(line -> line.matches("fast +ran +12 +0 +3 .*"))
                .anyMatch(line -> line.matches("broker +FAILED +4 +0 +61 .*"))
                .anyMatch(line -> line.matches("containers +skipped +0 +2 +0 +no Docker engine"));
    }

    @Test
    void saysOfWhatWasLeftOutHowToEnableIt() {
        assertThat(SuiteTable.render("quick", results).lines())
                .anyMatch(line -> line.matches("fast +ran .*"))
                .anyMatch(line -> line.matches("broker +skipped .*run without -Dquick"))
                .anyMatch(line -> line.matches("long +skipped .*run with -Plong"));
    }

    @Test
    void addsUpReportsOfSurefire(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("TEST-a.xml"),
                "<?xml version=\"1.0\"?>\n<testsuite name=\"a\" time=\"1,001.5\" tests=\"5\" errors=\"1\" skipped=\"1\""
                        + " failures=\"1\">\n<testcase time=\"9\"/></testsuite>");
        Files.writeString(folder.resolve("TEST-b.xml"), "<testsuite name=\"b\" time=\"2\" tests=\"2\"></testsuite>");
        assertThat(SurefireReports.sum(folder)).isEqualTo(new SuiteResult(4, 2, 1, 1_003_500, Set.of()));
    }
}
