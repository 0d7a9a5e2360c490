package io.journeytracker.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to a map's text, reading it ends with a definition or with problems. */
class BrokenMapsTest {

    private static final String WHOLE = JourneyTemplates.yaml("online-shop").orElseThrow();
    private static final String[] PIECES = {
        "",
        ":",
        "[",
        "]",
        "{",
        "}",
        "- ",
        "&a ",
        "*a",
        "!!int ",
        "\"",
        "'",
        "|\n",
        "\n",
        "\t",
        "? ",
        "<<: ",
        "null",
        "1e9",
        "\u0000",
        "stages: ",
        "<<: *a"
    };

    @Property(tries = 300)
    void aBrokenMapIsToldAndNeverFails(
            @ForAll("places") int place, @ForAll("lengths") int cut, @ForAll("pieces") String piece) {
        String broken = WHOLE.substring(0, place) + piece + WHOLE.substring(Math.min(WHOLE.length(), place + cut));

        MapReading reading = new MapReader(LocalDate.of(2026, 11, 23)).read(broken, "broken.yaml");

        assertThat(reading.definition().isPresent())
                .isEqualTo(reading.problems().isEmpty());
        reading.definition().ifPresent(CompiledJourney::new);
        assertThat(reading.problems()).allMatch(problem -> problem.line() > 0 && problem.column() > 0);
        assertThat(reading.problems()).allMatch(problem -> problem.message().contains("expected"));
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, WHOLE.length() - 1);
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.integers().between(0, 40);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(PIECES);
    }
}
