package io.journeytracker.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTableTest {

    private final Map<Suite, SuiteResult> results = Map.of(
            Suite.FAST, new SuiteResult(12, 0, 0, 3400, Set.of(), Set.of()),
            Suite.BROKER, new SuiteResult(3, 1, 0, 61_000, Set.of(), Set.of("OutageTest.stalls_falsely")),
            Suite.CONTAINERS, new SuiteResult(0, 0, 2, 10, Set.of("no Docker engine"), Set.of()));

    @Test
    void saysWhatRanWhatFailedAndWhatCouldNot() {
        assertThat(new SuiteTable("default", Set.of()).render(results).lines())
                .anyMatch(line -> line.matches("fast +ran +12 +0 +3 .*"))
                .anyMatch(line -> line.matches("broker +FAILED +4 +0 +61 +OutageTest.stalls_falsely"))
                .anyMatch(line -> line.matches("containers +skipped +0 +2 +0 +no Docker engine"));
    }

    @Test
    void saysOfWhatWasLeftOutHowToEnableIt() {
        assertThat(new SuiteTable("quick", Set.of()).render(results).lines())
                .anyMatch(line -> line.matches("fast +ran .*"))
                .anyMatch(line -> line.matches("broker +skipped .*run without -Dquick"))
                .anyMatch(line -> line.matches("error-prone +skipped .*run without -Dquick"))
                .anyMatch(line -> line.matches("format +skipped .*run without -Dquick"));
        assertThat(new SuiteTable("default", Set.of()).render(results).lines())
                .noneMatch(line -> line.matches("(error-prone|format) .*"));
    }

    @Test
    void saysOfWhatATestBeforeItKeptFromRunningThatItWasNotReached() {
        assertThat(new SuiteTable("default", Set.of("cli", "sdk"))
                        .render(results)
                        .lines())
                .anyMatch(line -> line.matches("cli +skipped .* not reached .*"))
                .anyMatch(line -> line.matches("registry +skipped .* no test of this suite was found"));
    }

    @Test
    void failsTheBuildWithTheNamesOfWhatFailedInAnyRun(@TempDir Path folder) throws Exception {
        Path suites = Files.createDirectory(folder.resolve("suites"));
        Path reports = Files.createDirectory(folder.resolve("reports"));
        String[] soFar = {"default", suites.toString(), folder.toString(), reports.toString(), "cli"};
        JsonMapper mapper = new JsonMapper();
        mapper.writeValue(suites.resolve("tests-1.json").toFile(), Map.of(Suite.FAST, SuiteResult.pass()));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        SuiteTable.judge(soFar, out);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .as("while all is well")
                .isEmpty();

        SuiteResult failed = SuiteResult.fail("DueTest.is_due").plus(SuiteResult.fail("LedgerTest"));
        mapper.writeValue(suites.resolve("tests-2.json").toFile(), Map.of(Suite.BROKER, failed));
        assertThatThrownBy(() -> SuiteTable.judge(soFar, out)).hasMessage("2 tests failed: DueTest.is_due, LedgerTest");
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("DueTest.is_due, LedgerTest", "not reached");
        assertThatThrownBy(() -> SuiteTable.judge(Arrays.copyOf(soFar, 4), out))
                .isInstanceOf(SuiteTable.FailedTests.class);
    }

    @Test
    void doesNotTrustResultsThatAreMissing(@TempDir Path folder) throws Exception {
        Path suites = Files.createDirectory(folder.resolve("suites"));
        String[] soFar = {"default", suites.toString(), suites.toString(), folder.toString(), "cli"};
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Path report = folder.resolve("TEST-a.xml");
        Files.writeString(report, "<testsuite name=\"a\" time=\"2\" tests=\"2\"></testsuite>");
        assertThatThrownBy(() -> SuiteTable.judge(soFar, nowhere)).hasMessageContaining("no results of suites");
        new JsonMapper().writeValue(suites.resolve("tests-1.json").toFile(), Map.of(Suite.FAST, SuiteResult.pass()));
        SuiteTable.judge(soFar, nowhere);
        Files.writeString(report, "<testsuite name=\"a\" time=\"2\" tests=\"2\" failures=\"1\"></testsuite>");
        assertThatThrownBy(() -> SuiteTable.judge(soFar, nowhere)).hasMessageContaining("Surefire's reports");
    }

    @Test
    void addsUpReportsOfSurefire(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("TEST-a.xml"),
                "<?xml version=\"1.0\"?>\n<testsuite name=\"a\" time=\"1,001.5\" tests=\"5\" errors=\"1\" skipped=\"1\""
                        + " failures=\"1\">\n<testcase time=\"9\"/></testsuite>");
        Files.writeString(folder.resolve("TEST-b.xml"), "<testsuite name=\"b\" time=\"2\" tests=\"2\"></testsuite>");
        assertThat(SurefireReports.sum(folder)).isEqualTo(new SuiteResult(4, 2, 1, 1_003_500, Set.of(), Set.of()));
    }
}
