package io.journeytracker.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.app.Main;
import io.journeytracker.runtime.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MapCommandsTest {

    private static final Clock TODAY = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object command, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private int validate(Object... arguments) {
        return run(new ValidateCommand(TODAY), arguments);
    }

    /** As the program runs it, with its words for failures. */
    private int init(Object... arguments) {
        String[] words = Stream.concat(
                        Stream.of("init"), Arrays.stream(arguments).map(Object::toString))
                .toArray(String[]::new);
        return Main.commandLine(new StopSignal())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private Path map(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name), yaml);
    }

    @Test
    void aMapFromATemplateIsValid() {
        Path map = folder.resolve("brand.yaml");

        assertThat(init("--template", "brand", "--out", map)).isZero();
        assertThat(validate(map)).isZero();
        assertThat(out.toString()).contains(map + ": valid, journey brand version 1, 3 stages");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatAMapSaysIsPrintedOnDemand() {
        Path map = folder.resolve("shop.yaml");
        init("--template", "online-shop", "--out", map);
        assertThat(validate("--describe", map)).isZero();
        assertThat(out.toString())
                .contains("Buying in the web shop (journey online-shop, version 1)")
                .contains("objective", "Berta compares prices (the map is made for them)", "ideal path", "review");
    }

    @Test
    void aTemplateIsPrintedWhereNoFileIsNamed() {
        assertThat(init("--template", "sales")).isZero();
        assertThat(out.toString()).startsWith("# A sale between companies").contains("journey: sales\n");
    }

    @Test
    void everyTemplateIsListedWithWhatItIsFor() {
        assertThat(init("--list")).isZero();
        assertThat(out.toString().lines()).hasSize(9).allMatch(line -> line.matches("[a-z-]+ +[A-Z].*"));
    }

    @Test
    void aFileIsOverwrittenOnlyByForce() throws IOException {
        Path map = map("mine.yaml", "mine");

        assertThat(init("--template", "brand", "--out", map)).isEqualTo(2);
        assertThat(err.toString()).contains("exists already; expected a new file, or --force");
        assertThat(map).hasContent("mine");
        assertThat(init("--template", "brand", "--out", map, "--force")).isZero();
        assertThat(map).content().contains("journey: brand");
    }

    @Test
    void aFileInNoFolderIsRefused() {
        assertThat(init("--template", "brand", "--out", folder.resolve("no/such.yaml")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("its directory does not exist");
    }

    @Test
    void anUnknownTemplateIsRefusedWithThoseThereAre() {
        assertThat(init("--template", "brnd")).isEqualTo(2);
        assertThat(err.toString())
                .contains("expected one of five-stage-classic,")
                .contains("did you mean brand?");
        assertThat(init()).isEqualTo(2);
        assertThat(err.toString()).contains("Nothing to start from; expected --template T");
    }

    @Test
    void aMapIsProposedFromALog() throws IOException {
        Path log = map("shop.csv", "who,what,when\nann,look,2026-01-01\nann,buy,2026-01-02\nbob,look,2026-01-03\n");

        assertThat(init("--from", log, "--customer", "who", "--event", "what", "--time", "when"))
                .isZero();
        assertThat(err.toString()).startsWith("journey shop: 2 stages proposed from 2 customers");
        assertThat(validate(map("map.yaml", out.toString()))).isZero();
    }

    @Test
    void aLogThatCannotBeReadIsToldWithWhatWasExpected() throws IOException {
        Path log = map("shop.csv", "who,what,when\nann,look,yesterday\n");
        Object[] columns = {"--from", log, "--customer", "who", "--event", "what", "--time", "when"};

        assertThat(init(columns)).isEqualTo(2);
        assertThat(init("--from", log, "--customer", "whom", "--event", "what", "--time", "when"))
                .isEqualTo(2);
        assertThat(init("--from", folder.resolve("none.csv"), "--customer", "who"))
                .isEqualTo(2);
        assertThat(init("--from", log, "--template", "brand")).isEqualTo(2);
        assertThat(init("--from", log, "--zone", "Mars")).isEqualTo(2);
        assertThat(err.toString())
                .contains("shop.csv: none of its 1 rows can be read; line 2")
                .contains(log + ": no column \"whom\"")
                .contains("none.csv: no such file")
                .contains("Two things to start from")
                .contains("--zone Mars: unknown zone")
                .doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void everyMistakeInEveryMapIsTold() throws IOException {
        Path one = map("one.yaml", "journey: One\nstages: [{id: a}]\ngrace: 5\n");
        Path two = map("two.yaml", "journey: two\n");
        Path good = map("good.yaml", "journey: good\nstages: [{id: a, enter: {event: A}}]\n");

        assertThat(validate(one, two, good)).isEqualTo(1);
        assertThat(err.toString())
                .contains(one + ":1:10 journey: is One")
                .contains(one + ":3:8 grace: is 5")
                .contains(two + ":1:1 stages: is missing");
        assertThat(out.toString()).contains(good + ": valid");
    }

    @Test
    void aMissingFileIsTold() {
        assertThat(validate(folder.resolve("none.yaml"), folder)).isEqualTo(1);
        assertThat(err.toString()).contains("none.yaml: does not exist").contains(folder + ": is a directory");
    }

    @Test
    void aWarningLeavesAMapValidUnlessStrict() throws IOException {
        Path map = map(
                "old.yaml",
                "journey: old\nreview: {every: 30d, last: 2026-01-01}\nstages: [{id: a, enter: {event: A}}]\n");

        assertThat(validate(map)).isZero();
        assertThat(err.toString()).contains("warning: " + map + ":2:1 review: was due on 2026-01-31");
        assertThat(err.toString()).contains("warning: " + map + ":1:1 owner: is missing");
        assertThat(validate("--strict", map)).isEqualTo(1);
    }

    @Test
    void oneJourneyAndVersionWithOtherContentIsRefused() throws IOException {
        Path map = map("a.yaml", "journey: a\nstages: [{id: a, enter: {event: A}}]\n");
        Path copy = map("b.yaml", "journey: a\nstages: [{id: b, enter: {event: A}}]\n");

        assertThat(validate(map, map)).isZero();
        assertThat(validate(map, copy)).isEqualTo(1);
        assertThat(err.toString()).contains("is journey a version 1 with other content than " + map);
    }
}
